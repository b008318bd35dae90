use outx_core::gateway::auth::key_attempt::{KeyAttempt, KeyDecision};

/// The keys that a call is sent with when the API returns these statuses, and the key that later calls begin with.
fn run(active: usize, key_count: usize, statuses: &[u16]) -> (Vec<usize>, usize) {
    let mut attempt = KeyAttempt::new(active, key_count);
    let mut sent = vec![attempt.index()];
    for &status in statuses {
        match attempt.on_response(status) {
            KeyDecision::SendWith(index) => sent.push(index),
            KeyDecision::Done { active_index } => return (sent, active_index),
        }
    }
    panic!("the call did not end after {statuses:?}")
}

#[test]
fn a_rejected_key_is_followed_by_the_other_once() {
    for (active, keys, statuses, sent, next) in [
        (0, 2, &[200][..], &[0][..], 0),
        (0, 2, &[401, 200], &[0, 1], 1),
        (1, 2, &[401, 200], &[1, 0], 0),
        (0, 2, &[401, 401], &[0, 1], 0),
        (1, 2, &[401, 401], &[1, 0], 1),
        // The second key is accepted, whatever else is wrong.
        (0, 2, &[401, 403], &[0, 1], 1),
        (0, 2, &[401, 503], &[0, 1], 1),
        // Only a 401 rejects a key.
        (0, 2, &[403], &[0], 0),
        (0, 2, &[500], &[0], 0),
        (0, 2, &[0], &[0], 0),
        (0, 1, &[401], &[0], 0),
        (0, 0, &[401], &[0], 0),
    ] {
        assert_eq!(run(active, keys, statuses), (sent.to_vec(), next), "{keys} keys, {active} active, {statuses:?}");
    }
}
