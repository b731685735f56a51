-- The tables of Surety's archive, for PostgreSQL 14 or newer. Can be run again: what is there stays.
--
--   psql -v ON_ERROR_STOP=1 -d surety_archive -f archive.sql
--
-- message_archive has one row a message, written by the sink; delivery_archive one row a consumer group
-- of it, derived by the triggers below, so that both change in one transaction. Both are partitioned by
-- the month in which the message began, since that never changes; the key is (message_id, began_at).
-- An id that is used again after the coordinator has forgotten it is another message with another row.

CREATE TABLE IF NOT EXISTS message_archive (
  message_id          text        NOT NULL,
  began_at            timestamptz NOT NULL,  -- prepared_at, or finished_at where no prepare was seen
  revision            integer     NOT NULL,  -- grows when a message is archived again; the highest stays
  status              text        NOT NULL,
  producer            text,
  destination         text,
  tag                 text,
  business_key        text,
  mode                text,
  prepared_at         timestamptz,
  decided_at          timestamptz,
  finished_at         timestamptz NOT NULL,
  decision            text,
  decision_source     text,
  actor               text,
  reason              text,
  note                text,
  check_backs         integer     NOT NULL,
  check_back_unknowns integer     NOT NULL,
  deliver_at          timestamptz,
  expires_at          timestamptz,
  headers             jsonb,                 -- [{name, value | valueBase64}]
  payload             bytea,
  deliveries          jsonb,                 -- [{group, status, attempts, ..., failure, history: [{attempt, outcome, ...}]}]
  check_back_history  jsonb,                 -- [{attempt, askedAt, answer, answeredAt}]
  omitted             text,                  -- TOO_LARGE: what had no room was left out
  PRIMARY KEY (message_id, began_at)
) PARTITION BY RANGE (began_at);

CREATE TABLE IF NOT EXISTS delivery_archive (
  message_id     text        NOT NULL,
  began_at       timestamptz NOT NULL,
  consumer_group text        NOT NULL,
  status         text        NOT NULL,
  attempts       integer     NOT NULL,
  dispatched_at  timestamptz,
  received_at    timestamptz,
  settled_at     timestamptz,
  late           boolean     NOT NULL,
  resolved       boolean     NOT NULL,
  reason         text,
  note           text,
  error_type     text,
  error_message  text,
  finished_at    timestamptz NOT NULL,       -- of the message
  PRIMARY KEY (message_id, began_at, consumer_group)
) PARTITION BY RANGE (began_at);

-- What belongs to no month lands here, so that the sink never stops for want of a partition.
CREATE TABLE IF NOT EXISTS message_archive_rest PARTITION OF message_archive DEFAULT;
CREATE TABLE IF NOT EXISTS delivery_archive_rest PARTITION OF delivery_archive DEFAULT;

-- Each filter of the history, newest first; the id makes the order total, for cursors.
CREATE INDEX IF NOT EXISTS message_archive_finished ON message_archive (finished_at DESC, message_id DESC);
CREATE INDEX IF NOT EXISTS message_archive_key ON message_archive (business_key, finished_at DESC)
  WHERE business_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS message_archive_destination ON message_archive (destination, finished_at DESC);
CREATE INDEX IF NOT EXISTS message_archive_producer ON message_archive (producer, finished_at DESC);
-- Nearly all end as COMPLETED: who looks for the others must not read these.
CREATE INDEX IF NOT EXISTS message_archive_status ON message_archive (status, finished_at DESC)
  WHERE status <> 'COMPLETED';
CREATE INDEX IF NOT EXISTS delivery_archive_group ON delivery_archive (consumer_group, finished_at DESC);
CREATE INDEX IF NOT EXISTS delivery_archive_status ON delivery_archive (consumer_group, status, finished_at DESC)
  WHERE status <> 'CONSUMED';

-- Attempts that ended without consumed, one row each.
CREATE OR REPLACE VIEW attempt_archive AS
  SELECT m.message_id, m.began_at, d.value ->> 'group' AS consumer_group,
         (a.value ->> 'attempt')::integer AS attempt, a.value ->> 'outcome' AS outcome,
         (a.value ->> 'dispatchedAt')::timestamptz AS dispatched_at,
         (a.value ->> 'endedAt')::timestamptz AS ended_at,
         a.value #>> '{failure,type}' AS error_type, a.value #>> '{failure,message}' AS error_message
    FROM message_archive m,
         jsonb_array_elements(m.deliveries) d, jsonb_array_elements(d.value -> 'history') a;

-- The sink writes what it reads, as often as it reads it, and takes no notice of revisions. So these
-- rules are the table's own, whoever writes:
--   an older revision changes nothing;
--   the same one again changes nothing;
--   a message that was given up before its prepare was seen, and is prepared later, stays one row.

CREATE OR REPLACE FUNCTION surety_keep_newest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.revision < OLD.revision OR NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER keep_newest BEFORE UPDATE ON message_archive
  FOR EACH ROW EXECUTE FUNCTION surety_keep_newest();

-- Only for rows that may have another key than before: all others are found by their key.
CREATE OR REPLACE FUNCTION surety_one_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.prepared_at IS NULL AND EXISTS (
      SELECT FROM message_archive m
       WHERE m.message_id = NEW.message_id AND m.began_at <> NEW.began_at AND m.revision > NEW.revision) THEN
    RETURN NULL;
  END IF;
  DELETE FROM delivery_archive d USING message_archive m
   WHERE m.message_id = NEW.message_id AND m.began_at <> NEW.began_at
     AND m.prepared_at IS NULL AND m.revision < NEW.revision
     AND d.message_id = m.message_id AND d.began_at = m.began_at;
  DELETE FROM message_archive m
   WHERE m.message_id = NEW.message_id AND m.began_at <> NEW.began_at
     AND m.prepared_at IS NULL AND m.revision < NEW.revision;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER one_row BEFORE INSERT ON message_archive
  FOR EACH ROW WHEN (NEW.revision > 1 OR NEW.prepared_at IS NULL)
  EXECUTE FUNCTION surety_one_row();

CREATE OR REPLACE FUNCTION surety_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM delivery_archive d USING changed c
     WHERE d.message_id = c.message_id AND d.began_at = c.began_at;
  END IF;
  INSERT INTO delivery_archive
  SELECT c.message_id, c.began_at, d."group", d.status, d.attempts, d."dispatchedAt", d."receivedAt",
         d."settledAt", coalesce(d.late, false), coalesce(d.resolved, false), d.reason, d.note,
         d.failure ->> 'type', d.failure ->> 'message', c.finished_at
    FROM changed c,
         jsonb_to_recordset(c.deliveries) AS d (
           "group" text, status text, attempts integer, "dispatchedAt" timestamptz, "receivedAt" timestamptz,
           "settledAt" timestamptz, late boolean, resolved boolean, reason text, note text, failure jsonb);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER deliveries_of_new AFTER INSERT ON message_archive
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION surety_deliveries();
CREATE OR REPLACE TRIGGER deliveries_of_changed AFTER UPDATE ON message_archive
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION surety_deliveries();

-- Makes the partitions of a month; does nothing where they are, or where the rest has rows of that month
-- already (they stay there, and retention finds them).
CREATE OR REPLACE PROCEDURE surety_archive_month(month date) LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', month);
  following date := first + interval '1 month';
  suffix text := to_char(first, '"_y"YYYY"m"MM');
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['message_archive', 'delivery_archive'] LOOP
    BEGIN
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        name || suffix, name, first::timestamp AT TIME ZONE 'UTC', following::timestamp AT TIME ZONE 'UTC');
    EXCEPTION WHEN check_violation THEN
      RAISE NOTICE 'rows of % are in the default partition already', first;
    END;
  END LOOP;
END $$;

-- Keeps the tables in shape; run it daily. Makes the partitions of the coming months, and removes what
-- finished longer ago than keep_for: whole partitions where all of it did, the rest row by row in
-- batches of batch_rows with a commit after each. Removes nothing when keep_for is null.
CREATE OR REPLACE PROCEDURE surety_archive_maintain(keep_for interval, batch_rows integer DEFAULT 5000)
LANGUAGE plpgsql AS $$
DECLARE
  cutoff timestamptz := now() - keep_for;
  part record;
  is_needed boolean;
  removed integer;
BEGIN
  FOR ahead IN -1..3 LOOP
    CALL surety_archive_month(((now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date);
  END LOOP;
  COMMIT;
  IF cutoff IS NULL THEN
    RETURN;
  END IF;
  FOR part IN
      SELECT c.relname AS messages, replace(c.relname, 'message_', 'delivery_') AS deliveries
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'message_archive'::regclass AND c.relname ~ '_y\d{4}m\d{2}$'
         AND to_date(right(c.relname, 7), 'YYYY"m"MM') + interval '1 month' <= cutoff
       ORDER BY c.relname LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE finished_at >= $1)', part.messages)
       INTO is_needed USING cutoff;
    IF NOT is_needed THEN
      EXECUTE format('DROP TABLE %I', part.messages);
      EXECUTE format('DROP TABLE IF EXISTS %I', part.deliveries);
      COMMIT;
    END IF;
  END LOOP;
  LOOP
    WITH old AS (
      SELECT message_id, began_at FROM message_archive WHERE finished_at < cutoff
       ORDER BY finished_at LIMIT batch_rows),
    deliveries AS (
      DELETE FROM delivery_archive d USING old WHERE d.message_id = old.message_id AND d.began_at = old.began_at)
    DELETE FROM message_archive m USING old WHERE m.message_id = old.message_id AND m.began_at = old.began_at;
    GET DIAGNOSTICS removed = ROW_COUNT;
    COMMIT;
    EXIT WHEN removed = 0;
  END LOOP;
END $$;

CALL surety_archive_maintain(NULL);
