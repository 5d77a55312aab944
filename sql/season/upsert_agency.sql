-- Add or replace a line of a county's roster for a report year.
INSERT INTO core_agencies (
    county, year, agency_code, position, name, short_name, kind, aliases, valid_from, valid_to,
    contact, email, exempt, flags, expected, phone, included_in
)
VALUES (
    :county, :year, :agency_code, :position, :name, :short_name, :kind, :aliases, :valid_from, :valid_to,
    :contact, :email, :exempt, :flags, :expected, :phone, :included_in
)
ON CONFLICT (county, year, agency_code) DO UPDATE
SET
    position = excluded.position,
    name = excluded.name,
    short_name = excluded.short_name,
    kind = excluded.kind,
    aliases = excluded.aliases,
    valid_from = excluded.valid_from,
    valid_to = excluded.valid_to,
    contact = excluded.contact,
    email = excluded.email,
    exempt = excluded.exempt,
    flags = excluded.flags,
    expected = excluded.expected,
    phone = excluded.phone,
    included_in = excluded.included_in
