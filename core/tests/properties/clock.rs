//! Properties under a clock that jumps in either direction: no state lasts longer than its limit, unless a longer time is safer.

use outx_core::gateway::auth::session::{LIFE_MS, Session, SessionKind};
use outx_core::gateway::clock::{DAY_MS, HOUR_MS, is_recent};
use outx_core::gateway::idempotency::{IN_FLIGHT_TIMEOUT_MS, ReplayDecision, WriteRecord, decide_replay};
use outx_core::gateway::limits::coalesce::{Coalesce, JOIN_TIMEOUT_MS, LastPoll, MIN_POLL_INTERVAL_MS, coalesce};
use outx_core::gateway::limits::flush::{self, Flush, Schedule};
use outx_core::gateway::limits::request_counter::{RateDecision, RequestCounter};
use outx_core::gateway::limits::window::{Window, WindowDecision};
use outx_core::policy::rate_limit::{ActionRateLimiter, Admission};
use outx_core::retry_after;
use proptest::collection::vec;
use proptest::prelude::*;

const NOW_MS: f64 = 1_775_000_000_000.0;
const MINUTE_MS: f64 = 60_000.0;

/// A step of the clock: mostly seconds, sometimes hours or weeks in either direction.
fn step() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0..10_000.0, 1 => -2_000.0..0.0, 2 => -3e7..3e7, 1 => -4e9..4e9]
}

/// The times of such a clock, starting at `NOW_MS`.
fn times() -> impl Strategy<Value = Vec<f64>> {
    vec(step(), 1..60).prop_map(|steps| {
        let walk = steps.into_iter().scan(NOW_MS, |now, step| {
            *now += step;
            Some(*now)
        });
        walk.collect()
    })
}

proptest! {
    #[test]
    fn only_the_past_is_recent(at in -1e10..1e10, span in 1.0..1e8, now in -1e10..1e10) {
        prop_assert_eq!(is_recent(at, span, now), at <= now && now - at < span);
    }

    #[test]
    fn counts_are_flushed_at_a_hundred_calls_and_at_most_once_per_second(times in times(), calls in 1..400_u32) {
        let (mut schedule, mut before) = (Schedule::default(), None);
        for now in times {
            let flushes = (0..calls).filter(|_| schedule.count(now) == Flush::Now).count();
            let is_soon = before.is_some_and(|before| is_recent(before, flush::MIN_FLUSH_INTERVAL_MS, now));
            prop_assert!(flushes <= usize::from(!is_soon));
            prop_assert!(is_soon || calls < flush::FLUSH_CALLS || flushes == 1, "{calls} calls at once wait");
            if flushes == 1 {
                before = Some(now);
            }
        }
    }

    #[test]
    fn a_waiting_count_has_a_recent_timer(times in times()) {
        let (mut schedule, mut set) = (Schedule::default(), None);
        for now in times {
            if schedule.count(now) == Flush::Later {
                set = Some(now);
            }
            prop_assert!(set.is_some_and(|set| is_recent(set, f64::from(flush::MAX_WAIT_MS) * 2.0, now)));
        }
    }

    #[test]
    fn an_open_write_is_never_sent_again_nor_waited_for_beyond_two_minutes(began in -1e10..1e10_f64) {
        match decide_replay(&WriteRecord::Open { began_ms: NOW_MS + began }, true, NOW_MS) {
            ReplayDecision::Wait => prop_assert!(began.abs() <= IN_FLIGHT_TIMEOUT_MS),
            ReplayDecision::Reject(error) => prop_assert_eq!(error.code.as_str(), "outcome_unknown"),
            ReplayDecision::Replay { .. } => prop_assert!(false, "nothing to replay"),
        }
    }

    #[test]
    fn no_session_outlives_30_days_by_any_renewals(ttl_ms in MINUTE_MS..LIFE_MS, times in times()) {
        let mut session = Session {
            id: String::new(),
            access: SessionKind::Session,
            email: String::new(),
            team_id: String::new(),
            team_name: String::new(),
            api_key: None,
            began_ms: NOW_MS,
            sealed_ms: NOW_MS,
            expires_ms: NOW_MS + ttl_ms,
            agent: None,
        };
        for now in times {
            if session.is_valid_at(now) {
                prop_assert!(now < session.began_ms + LIFE_MS);
                prop_assert!(session.expires_ms - now <= LIFE_MS + DAY_MS);
                session = session.renewed(now, ttl_ms).unwrap_or(session);
                prop_assert!(session.expires_ms <= session.began_ms + LIFE_MS);
            }
        }
    }

    #[test]
    fn a_caller_rejected_for_a_minute_waits_a_minute_at_most(times in times(), reject_at in 0_usize..60) {
        let mut counter = RequestCounter::default();
        for (index, now) in times.into_iter().enumerate() {
            if let RateDecision::Reject(ms) = counter.record(now) {
                prop_assert!(ms > 0.0 && ms <= MINUTE_MS, "{ms}");
            }
            if index == reject_at {
                counter.reject();
            }
        }
    }

    #[test]
    fn a_poll_is_reused_or_joined_only_while_it_is_recent(sent_ms in -1e8..1e8_f64, is_complete: bool) {
        let age_ms = -sent_ms;
        let expected = if is_complete && (0.0..MIN_POLL_INTERVAL_MS).contains(&age_ms) {
            Coalesce::UseCached
        } else if !is_complete && (0.0..JOIN_TIMEOUT_MS).contains(&age_ms) {
            Coalesce::Join
        } else {
            Coalesce::Fetch
        };
        prop_assert_eq!(coalesce(Some(LastPoll { sent_ms, is_complete }), 0.0), expected);
    }

    #[test]
    fn a_full_window_requires_to_wait_its_span_at_most(limit in 0_u32..5, counted in 0_u32..9, oldest in proptest::option::of(-1e8..1e8)) {
        match Window::hourly(limit).check(counted, oldest.map(|at| NOW_MS + at), NOW_MS) {
            WindowDecision::Allow => prop_assert!(counted < limit),
            WindowDecision::Wait(ms) => prop_assert!(counted >= limit && (1.0..=HOUR_MS).contains(&ms), "{ms}"),
        }
    }

    #[test]
    fn actions_leave_the_hour_by_any_clock(limit in 1_u32..6, left_ms in 0.0..2e8, times in times()) {
        let mut limiter = ActionRateLimiter::default();
        for now in times {
            match limiter.try_acquire(now, limit, left_ms) {
                Admission::Acquired => {}
                Admission::Wait(ms) => prop_assert!(ms > 0.0 && ms <= HOUR_MS && ms < left_ms, "{ms}"),
                Admission::Exceeded(ms) => prop_assert!(ms > 0.0 && ms <= HOUR_MS && ms >= left_ms, "{ms}"),
            }
            prop_assert!(limiter.in_window(now) <= limit as usize);
            prop_assert_eq!(limiter.clone().in_window(now + HOUR_MS), 0, "an hour later all have left");
        }
    }

    #[test]
    fn a_date_to_wait_for_is_never_before_now(now in 0.0..4e12) {
        let ms = retry_after::parse("Sun, 06 Nov 1994 08:49:37 GMT", now).expect("a date");
        prop_assert_eq!(ms, (784_111_777_000.0 - now).max(0.0));
    }
}
