-- Prefect 与仓库各用一个库：PostgreSQL 的数据目录第一次建立时运行一次。
CREATE DATABASE prefect;
CREATE DATABASE gouji;
