-- What the entrant says of AI: how much of the work, and how. Empty where nobody was asked.
ALTER TABLE entries ADD COLUMN ai_share TEXT NOT NULL DEFAULT '' CHECK (ai_share IN ('', 'none', 'partly', 'mostly'));
ALTER TABLE entries ADD COLUMN ai_how TEXT NOT NULL DEFAULT '';
