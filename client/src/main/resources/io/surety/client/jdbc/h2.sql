-- The local tables of Surety for H2. Times are epoch milliseconds, UTC.

-- Messages that are to be sent. status: WAITING, SET_ASIDE (error says why), SENT (only where sent rows are kept).
CREATE TABLE IF NOT EXISTS surety_outbox (
  seq              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  producer         VARCHAR(249) NOT NULL,
  message_id       VARCHAR(128) NOT NULL,
  status           VARCHAR(16)  NOT NULL,
  destination      VARCHAR(249) NOT NULL,
  business_key     VARCHAR(512),
  tag              VARCHAR(255),
  headers          BLOB ,
  payload          BLOB         NOT NULL,
  deliver_at_ms    BIGINT,
  ttl_ms           BIGINT,
  published_at_ms  BIGINT       NOT NULL,
  settled_at_ms    BIGINT,
  error            CLOB,
  CONSTRAINT surety_outbox_message UNIQUE (message_id)
);
CREATE INDEX IF NOT EXISTS surety_outbox_status ON surety_outbox (producer, status, seq);

-- Decided local transactions. status: COMMITTED, ROLLED_BACK.
CREATE TABLE IF NOT EXISTS surety_barrier (
  message_id     VARCHAR(128) PRIMARY KEY,
  status         VARCHAR(16) NOT NULL,
  decided_at_ms  BIGINT      NOT NULL
);
CREATE INDEX IF NOT EXISTS surety_barrier_age ON surety_barrier (decided_at_ms);

-- Messages that a consumer group has seen.
CREATE TABLE IF NOT EXISTS surety_inbox (
  consumer_group  VARCHAR(249) NOT NULL,
  message_id      VARCHAR(128) NOT NULL,
  attempt         INT          NOT NULL,
  seen_at_ms      BIGINT       NOT NULL,
  PRIMARY KEY (consumer_group, message_id)
);
CREATE INDEX IF NOT EXISTS surety_inbox_age ON surety_inbox (seen_at_ms);
