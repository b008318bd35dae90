//! `sessions SECRET COUNT [TEAMS]`: prints COUNT sealed sessions of TEAMS teams (default: 1), one per line, as visitors would receive them by
//! signing in. Signing in ten thousand visitors would exceed the gateway's limits on one-time codes.

use std::io::{Write, stdout};
use std::time::{SystemTime, UNIX_EPOCH};

use outx_core::gateway::auth::session::{NONCE_LEN, Sealer, Session, SessionKind};
use outx_core::gateway::secret::Secret;

const WEEK_MS: f64 = 7.0 * 86_400_000.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(secret), Some(count)) = (args.next(), args.next()) else {
        return Err("usage: sessions SECRET COUNT [TEAMS]".into());
    };
    let teams: u64 = args.next().map_or(Ok(1), |teams| teams.parse())?;
    let sealer = Sealer::new(&Secret::new(secret), None);
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as f64;
    let mut out = stdout().lock();
    for number in 0..count.parse::<u64>()? {
        let session = Session {
            id: format!("bench-{number:05}"),
            access: SessionKind::Session,
            email: format!("visitor-{number}@example.org"),
            team_id: format!("8b1c0a52-0000-4000-8000-{:012}", number % teams + 2),
            team_name: "Bench".into(),
            api_key: Some(Secret::new("outx_0123456789abcdefghijklmn")),
            began_ms: now_ms,
            sealed_ms: now_ms,
            expires_ms: now_ms + WEEK_MS,
            agent: None,
        };
        // The nonces of these sessions, which are used only here, must differ but need not be random.
        let mut nonce = [0; NONCE_LEN];
        nonce[..8].copy_from_slice(&number.to_le_bytes());
        writeln!(out, "{}", sealer.seal(&session, nonce))?;
    }
    Ok(())
}
