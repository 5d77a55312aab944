// Filters the list of agencies and shows what is known about a cell; every page reads well without it.
(function () {
  "use strict";
  var HOUR = 3600 * 1000;
  var notice = document.getElementById("night");

  function spoken(time) {
    return new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  }

  function trouble() {
    var now = Date.now();
    if (night.failed) { return notice.dataset.failed.replace("{why}", night.failed === "?" ? notice.dataset.unknown : night.failed); }
    if (!night.ended) { return now - Date.parse(night.began) > 6 * HOUR ? notice.dataset.stopped.replace("{began}", spoken(night.began)) : ""; }
    return now - Date.parse(night.ended) > 48 * HOUR ? notice.dataset.old.replace("{ended}", spoken(night.ended)) : "";
  }

  if (notice && typeof night !== "undefined" && night) {
    notice.textContent = trouble();
    notice.hidden = !notice.textContent;
  }

  var rows = Array.prototype.slice.call(document.querySelectorAll("#rows tbody tr"));
  var tiles = Array.prototype.slice.call(document.querySelectorAll("[data-filter]"));
  var search = document.getElementById("search");
  var shown = document.getElementById("shown");
  var chosen = "";

  function list() {
    var words = search.value.trim().toLowerCase();
    var count = 0;
    rows.forEach(function (row) {
      var inside = !chosen || row.dataset.keys.split(" ").indexOf(chosen) >= 0;
      row.hidden = !(inside && row.dataset.name.toLowerCase().indexOf(words) >= 0);
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = shown.dataset.text.replace("{n}", count);
    document.getElementById("none").hidden = count > 0;
  }

  if (search) {
    tiles.forEach(function (tile) {
      tile.addEventListener("click", function () {
        chosen = chosen === tile.dataset.filter ? "" : tile.dataset.filter;
        tiles.forEach(function (other) { other.setAttribute("aria-pressed", String(other.dataset.filter === chosen)); });
        list();
      });
    });
    search.addEventListener("input", list);
    list();
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    if (!navigator.clipboard) { return; }  // the command is selected by one click all the same
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.parentNode.querySelector("code").textContent).then(function () {
        button.textContent = button.dataset.copy;
      });
    });
  });

  var detail = document.getElementById("detail");
  if (detail) {
    document.addEventListener("click", function (event) {
      var cell = event.target.closest ? event.target.closest(".official td.v[title]") : null;
      detail.hidden = !cell;
      detail.textContent = cell ? cell.getAttribute("title") : "";
    });
  }
})();
