//! Which errors of a database pass by themselves, or once somebody makes room.

/// Why nothing can be read or written for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// It does not answer, or somebody else holds it; trying again later helps.
    Away,
    /// A disk is full; it goes on once there is room.
    Full,
}

/// What kind of outage an error tells of; none for any other fault.
#[must_use]
pub fn outage_of(error: &sqlx::Error) -> Option<Outage> {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            Some(Outage::Away)
        }
        // a server that goes while it is greeted leaves half a greeting
        sqlx::Error::Protocol(_) | sqlx::Error::Tls(_) => Some(Outage::Away),
        sqlx::Error::Io(error) => Some(of_io(error)),
        sqlx::Error::Database(told) => of_code(told.code()?.as_ref()),
        _ => None,
    }
}

/// Full or away.
#[must_use]
pub fn of_io(error: &std::io::Error) -> Outage {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Outage::Full,
        _ => Outage::Away,
    }
}

/// By SQLite's result codes (primary and extended, sqlite.org/rescode.html) and PostgreSQL's SQLSTATE, of five characters.
fn of_code(code: &str) -> Option<Outage> {
    if code.len() == 5 {
        return match code {
            "53100" => Some(Outage::Full),
            // connection exceptions, insufficient resources, shutdown, starting up
            _ if ["08", "53", "57P", "58"]
                .iter()
                .any(|class| code.starts_with(class)) =>
            {
                Some(Outage::Away)
            }
            _ => None,
        };
    }
    let code: i32 = code.parse().ok()?;
    match code & 0xff {
        13 => Some(Outage::Full),
        // busy, locked, I/O error, cannot open, read-only
        5 | 6 | 8 | 10 | 14 => Some(Outage::Away),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_are_known() {
        for (code, outage) in [
            ("5", Some(Outage::Away)),
            ("517", Some(Outage::Away)),
            ("13", Some(Outage::Full)),
            ("2067", None),
            ("57P01", Some(Outage::Away)),
            ("53300", Some(Outage::Away)),
            ("53100", Some(Outage::Full)),
            ("23505", None),
            ("40001", None),
        ] {
            assert_eq!(of_code(code), outage, "{code}");
        }
        assert_eq!(outage_of(&sqlx::Error::PoolTimedOut), Some(Outage::Away));
        let half = sqlx::Error::Protocol("unexpected response".to_owned());
        assert_eq!(outage_of(&half), Some(Outage::Away));
        assert_eq!(outage_of(&sqlx::Error::RowNotFound), None);
    }
}
