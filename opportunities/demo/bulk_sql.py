"""The statements that fill the bulk distributor. bulk.py runs them and says what the parameters are.

A row's attributes come from a hash of its number with a different seed each, so they are independent of each other
and the same everywhere. `mod()` stands for the percent sign, which belongs to the driver here.
"""

#: Customers :first to :last. Every third belongs to a reseller, whom an account manager looks after.
CUSTOMERS = """
INSERT INTO customers_customer (
    tenant_id, partner_id, number, kind, name, account_name, country, industry_id, contact_name, mobile,
    mobile_digits, email, website, registration_number, needs, remarks, state, associated_on,
    account_manager_id, search, last_activity_at, created_at, version)
SELECT
    %(tenant)s, partner, 'CUS-' || lpad(i::text, greatest(6, length(i::text)), '0'), 'enterprise', name,
    account, 'CN', (%(industries)s::bigint[])[1 + mod(h, %(industry_count)s)], 'Contact ' || i,
    '+86 13' || lpad(i::text, 9, '0'), '8613' || lpad(i::text, 9, '0'), 'contact' || i || '@bulk.example',
    '', '', '', '', 'associated', current_date - 800,
    CASE WHEN partner = %(tenant)s THEN (%(managers)s::bigint[])[1 + mod(h / 7, %(manager_count)s)] END,
    lower(name || ' ' || account), now() - interval '800 days', now() - interval '800 days', 1
FROM (
    SELECT i, h, 'bulk_' || i AS account,
        (string_to_array(%(first_words)s, ' '))[1 + mod(h, 16)] || ' '
            || (string_to_array(%(second_words)s, ' '))[1 + mod(h / 16, 16)] || ' '
            || (string_to_array(%(third_words)s, ','))[1 + mod(h / 256, 8)] || ' ' || i || ' Ltd' AS name,
        CASE WHEN mod(i, 3) = 0 THEN (%(resellers)s::bigint[])[1 + mod(h / 11, %(reseller_count)s)]
            ELSE %(tenant)s END AS partner
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS i,
        LATERAL (SELECT hashint8extended(i, 1) & 2147483647 AS h) AS hashed
) AS made
"""

#: The claims of these customers: customers/match_keys.py once more, for names and numbers as simple as theirs.
CLAIMS = """
INSERT INTO customers_claim (tenant_id, customer_id, kind, key)
SELECT tenant_id, id, claimed.kind, encode(sha256(convert_to(mark, 'UTF8')), 'hex')
FROM (SELECT * FROM customers_customer
      WHERE tenant_id = %(tenant)s AND substr(number, 5)::bigint BETWEEN %(first)s AND %(last)s) AS customer,
    LATERAL (VALUES
        ('name', country || ' ' || replace(lower(regexp_replace(name, ' Ltd$', '')), ' ', '')),
        ('email', lower(email)), ('mobile', '+' || mobile_digits), ('account', lower(account_name))
    ) AS claimed (kind, mark)
"""

#: The tenant's customers with a position to draw them by, and who has their opportunities.
POSITIONS = """
CREATE TEMPORARY TABLE bulk_customer ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY customer.id) - 1 AS position, customer.id, customer.partner_id,
    customer.industry_id, owner.id AS owner_id,
    customer.name || ' ' || customer.account_name || ' ' || coalesce(owner.name, '') AS search
FROM customers_customer AS customer
JOIN accounts_partner AS partner ON partner.id = customer.partner_id
LEFT JOIN accounts_user AS owner ON owner.id = CASE
    WHEN partner.id = customer.tenant_id THEN customer.account_manager_id ELSE partner.account_manager_id END
WHERE customer.tenant_id = %(tenant)s;
CREATE UNIQUE INDEX ON bulk_customer (position);
ANALYZE bulk_customer
"""

#: Opportunities :first to :last with their three dates, before they are spread over the tables.
ROWS = """
CREATE TEMPORARY TABLE bulk_row AS
SELECT i, nextval(pg_get_serial_sequence('opportunities_opportunity', 'id')) AS id, customer.id AS customer_id,
    customer.partner_id, customer.industry_id, customer.owner_id, customer.search AS customer_search,
    md5('bulk ' || %(tenant)s || ' ' || i)::uuid AS draft_id,
    'OPP-' || extract(year FROM added) || '-' || lpad(i::text, greatest(6, length(i::text)), '0') AS number,
    (%(themes)s::text[])[theme] || ' ' || i AS name, theme, path, 500 + 100 * mod(h / 5, 500) AS revenue,
    added AS at1, added + age * (mod(h / 3, 50) / 100.0) AS at2,
    added + age * (mod(h / 3, 50) / 100.0) + age * (mod(h / 13, 45) / 100.0) AS at3, mod(h / 17, 400) AS later
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS i,
    LATERAL (SELECT hashint8extended(i, 2) & 2147483647 AS h, hashint8extended(i, 3) & 2147483647 AS k) AS hashed,
    LATERAL (SELECT make_interval(days => mod(k, 730)::int, secs => 3600 + mod(k / 730, 80000)) AS age) AS aged,
    LATERAL (SELECT now() - age AS added, 1 + mod(h, %(theme_count)s) AS theme,
        1 + mod(k / 7, %(path_count)s) AS path, mod(k / 11, %(customer_count)s) AS position) AS derived
JOIN bulk_customer AS customer USING (position)
"""

OPPORTUNITIES = """
INSERT INTO opportunities_opportunity (
    id, tenant_id, customer_id, partner_id, number, owner_id, draft_id, name, industry_id, business_system_id,
    business_system_other, type, test_project, bidding_project, current_deployment, current_providers,
    main_workloads, planned_migration_is_month, notes, pain_points, decision_maker, decision_maker_role,
    budget_status, competitors, support_needed, next_step, currency, estimated_monthly_revenue,
    estimated_attainment, estimated_attainment_is_month, service_period, phase, win_probability, status,
    last_progress_at, progress_count, won_monthly_revenue, signed_on, search, created_at, updated_at, version)
SELECT
    id, %(tenant)s, customer_id, partner_id, number, owner_id, draft_id, name, industry_id,
    (%(systems)s::bigint[])[theme], '', (%(types)s::text[])[theme], (%(tests)s::bool[])[path], false,
    'own_data_centre', '{}', '', false, '', (%(pains)s::text[])[theme], '', '', 'being_planned', '{}', '{}', '',
    %(currency)s, revenue, greatest(at1::date, current_date - 40 + later::int), false, 12, (%(phases3)s::int[])[path],
    (%(probabilities3)s::int[])[path], (%(statuses)s::text[])[path], at3, 3,
    CASE WHEN (%(statuses)s::text[])[path] = 'won' THEN revenue END,
    CASE WHEN (%(statuses)s::text[])[path] = 'won' THEN at2::date END,
    lower(number || ' ' || name || ' ' || customer_search), at1, at3, 1
FROM bulk_row
"""

LINES = """
INSERT INTO opportunities_productline (tenant_id, opportunity_id, position, product_id, monthly_revenue)
SELECT %(tenant)s, id, 1, (%(products)s::bigint[])[theme], revenue * 0.6 FROM bulk_row
UNION ALL
SELECT %(tenant)s, id, 2, (%(second_products)s::bigint[])[theme], revenue * 0.4 FROM bulk_row WHERE mod(i, 2) = 0
"""

#: Entries 1, 2 and 3 of every row. Nothing was signed or lost before entry 2, nothing exchanged before it.
ENTRIES = """
INSERT INTO opportunities_progressentry (
    tenant_id, opportunity_id, number, kind, author_id, at, phase_before, phase, probability_before, probability,
    technical_exchange, technical_exchange_note, test_details, test_note, details, signed_on,
    actual_monthly_revenue, lost_reason, lost_competitor, lost_note, submission_id)
SELECT
    %(tenant)s, id, n, CASE n WHEN 1 THEN 'added' ELSE 'progress' END, coalesce(owner_id, %(administrator)s),
    (ARRAY[at1, at2, at3])[n], before_phase, phase, before_probability, probability, exchange, '', test, '',
    details, CASE WHEN phase = 60 THEN at2::date END, CASE WHEN phase = 60 THEN revenue END,
    CASE WHEN phase = 99 THEN 'price' ELSE '' END, '', '',
    CASE n WHEN 1 THEN draft_id ELSE md5(draft_id || ' ' || n)::uuid END
FROM bulk_row
CROSS JOIN LATERAL (VALUES
    (1, NULL::int, (%(phases1)s::int[])[path], NULL::int, (%(probabilities1)s::int[])[path], '', '',
        %(added)s),
    (2, (%(phases1)s::int[])[path], (%(phases2)s::int[])[path], (%(probabilities1)s::int[])[path],
        (%(probabilities2)s::int[])[path], (%(exchanges2)s::text[])[path], (%(tests2)s::text[])[path],
        (%(details2)s::text[])[path]),
    (3, (%(phases2)s::int[])[path], (%(phases3)s::int[])[path], (%(probabilities2)s::int[])[path],
        (%(probabilities3)s::int[])[path], (%(exchanges3)s::text[])[path], (%(tests3)s::text[])[path],
        (%(details3)s::text[])[path])
) AS entry (n, before_phase, phase, before_probability, probability, exchange, test, details)
ORDER BY id, n
"""

NEXT_ROWS = "DROP TABLE bulk_row"

#: How to take each foreign key and plain index of the tables off, and how to put it on again; indexes first.
FOREIGN_KEYS_AND_INDEXES = """
SELECT format('DROP INDEX %%I', relname), pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = ANY(%(tables)s::text[]::regclass[]) AND NOT indisunique
UNION ALL
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE conrelid = ANY(%(tables)s::text[]::regclass[]) AND contype = 'f'
"""

#: No number is given out twice: the counters stand at least where the rows ended.
COUNTERS = """
INSERT INTO accounts_counter (tenant_id, name, value)
SELECT %(tenant)s, 'OPP-' || year, %(count)s
FROM (SELECT DISTINCT extract(year FROM created_at) AS year
      FROM opportunities_opportunity WHERE tenant_id = %(tenant)s) AS years
UNION ALL SELECT %(tenant)s, 'CUS', %(customer_count)s
ON CONFLICT (tenant_id, name) DO UPDATE SET value = greatest(accounts_counter.value, excluded.value)
"""

LAST_ACTIVITY = """
UPDATE customers_customer SET last_activity_at = newest.at
FROM (SELECT customer_id, max(updated_at) AS at FROM opportunities_opportunity
      WHERE tenant_id = %(tenant)s GROUP BY customer_id) AS newest
WHERE customers_customer.id = newest.customer_id
"""

#: Lists read index-only, which asks the visibility map; without fresh statistics plans are guesses.
VACUUM = "VACUUM (ANALYZE) {}"
TABLES = ("opportunities_opportunity", "opportunities_productline", "opportunities_progressentry")
