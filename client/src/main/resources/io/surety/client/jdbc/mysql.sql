-- The local tables of Surety for MySQL and MariaDB. Times are epoch milliseconds, UTC.
-- Ids and names are ASCII and differ by case, so they get a binary collation of their own.

-- Messages that are to be sent. status: WAITING, SET_ASIDE (error says why), SENT (only where sent rows are kept).
CREATE TABLE IF NOT EXISTS surety_outbox (
  seq              BIGINT AUTO_INCREMENT PRIMARY KEY,
  producer         VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  message_id       VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  destination      VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  business_key     VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  tag              VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  headers          LONGBLOB,
  payload          LONGBLOB     NOT NULL,
  deliver_at_ms    BIGINT,
  ttl_ms           BIGINT,
  published_at_ms  BIGINT       NOT NULL,
  settled_at_ms    BIGINT,
  error            TEXT         CHARACTER SET utf8mb4,
  CONSTRAINT surety_outbox_message UNIQUE (message_id),
  INDEX surety_outbox_status (producer, status, seq)
) ENGINE = InnoDB;

-- Decided local transactions. status: COMMITTED, ROLLED_BACK.
CREATE TABLE IF NOT EXISTS surety_barrier (
  message_id     VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
  status         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  decided_at_ms  BIGINT       NOT NULL,
  INDEX surety_barrier_age (decided_at_ms)
) ENGINE = InnoDB;

-- Messages that a consumer group has seen.
CREATE TABLE IF NOT EXISTS surety_inbox (
  consumer_group  VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  message_id      VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempt         INT          NOT NULL,
  seen_at_ms      BIGINT       NOT NULL,
  PRIMARY KEY (consumer_group, message_id),
  INDEX surety_inbox_age (seen_at_ms)
) ENGINE = InnoDB;
