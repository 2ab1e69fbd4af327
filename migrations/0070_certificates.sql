-- The register of certificates: a number in the contest's book and a code that anybody can check.
CREATE TABLE certificates (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    tier_id UUID NOT NULL REFERENCES prize_tiers (id),
    number BIGINT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    issued_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (contest_id, number)
);
CREATE INDEX certificates_entry ON certificates (entry_id);

-- Who signs them, and what stands around the signature.
CREATE TABLE certificate_settings (
    contest_id UUID PRIMARY KEY NOT NULL REFERENCES contests (id),
    issuer TEXT NOT NULL,
    signer_title TEXT NOT NULL,
    signer_name TEXT NOT NULL,
    place_date TEXT NOT NULL
);
