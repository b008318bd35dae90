//! What holds while the clock jumps, by any steps: nothing remembered by it lasts longer than it should, except for what is safer so.

use outx_core::gateway::auth::session::{Kind, LIFE_MS, Session};
use outx_core::gateway::clock::{DAY_MS, HOUR_MS, is_recent};
use outx_core::gateway::idempotency::{IN_FLIGHT_TIMEOUT_MS, ReplayDecision, WriteRecord, decide_replay};
use outx_core::gateway::limits::coalesce::{Coalesce, JOIN_TIMEOUT_MS, MIN_POLL_INTERVAL_MS, coalesce};
use outx_core::gateway::limits::flush::{self, Flush, Schedule};
use outx_core::gateway::limits::request_counter::{RateDecision, RequestCounter};
use outx_core::gateway::limits::window::Window;
use outx_core::policy::rate_limit::{ActionRateLimiter, Admission};
use outx_core::retry_after;
use proptest::collection::vec;
use proptest::prelude::*;

const NOW_MS: f64 = 1_775_000_000_000.0;
const MINUTE_MS: f64 = 60_000.0;

/// A step of the clock: moments mostly, and sometimes hours or weeks to either side.
fn step() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0..10_000.0, 1 => -2_000.0..0.0, 2 => -3e7..3e7, 1 => -4e9..4e9]
}

/// The times that such a clock shows, from `NOW_MS` on.
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
    fn counts_are_written_down_at_a_hundred_but_once_a_second_at_most(times in times(), calls in 1..400_u32) {
        let (mut schedule, mut before) = (Schedule::default(), None);
        for now in times {
            let flushes = (0..calls).filter(|_| schedule.count(now) == Flush::Now).count();
            let is_soon = before.is_some_and(|before| is_recent(before, flush::MIN_FLUSH_INTERVAL_MS, now));
            prop_assert!(flushes <= usize::from(!is_soon));
            prop_assert!(is_soon || calls < flush::CALLS || flushes == 1, "{calls} calls at once wait");
            if flushes == 1 {
                before = Some(now);
            }
        }
    }

    #[test]
    fn no_count_waits_without_a_timer_that_is_young(times in times()) {
        let (mut schedule, mut set) = (Schedule::default(), None);
        for now in times {
            if schedule.count(now) == Flush::Later {
                set = Some(now);
            }
            prop_assert!(set.is_some_and(|set| is_recent(set, f64::from(flush::WAIT_MS) * 2.0, now)));
        }
    }

    #[test]
    fn an_open_write_is_never_sent_again_nor_waited_for_beyond_two_minutes(began in -1e10..1e10_f64) {
        match decide_replay(&WriteRecord::Open { began_ms: NOW_MS + began }, true, NOW_MS) {
            ReplayDecision::Wait => prop_assert!(began.abs() <= IN_FLIGHT_TIMEOUT_MS),
            ReplayDecision::Reject(error) => prop_assert_eq!(error.code.as_str(), "outcome_unknown"),
            ReplayDecision::Replay(..) => prop_assert!(false, "nothing to repeat"),
        }
    }

    #[test]
    fn no_session_outlives_30_days_by_any_renewals(ttl_ms in MINUTE_MS..LIFE_MS, times in times()) {
        let mut session = Session {
            id: String::new(),
            access: Kind::Session,
            email: String::new(),
            team_id: String::new(),
            team_name: String::new(),
            key: None,
            began_ms: NOW_MS,
            sealed_ms: NOW_MS,
            expires_ms: NOW_MS + ttl_ms,
        };
        for now in times {
            if session.holds(now) {
                prop_assert!(now < session.began_ms + LIFE_MS);
                prop_assert!(session.expires_ms - now <= LIFE_MS + DAY_MS);
                session = session.renewed(now, ttl_ms).unwrap_or(session);
                prop_assert!(session.expires_ms <= session.began_ms + LIFE_MS);
            }
        }
    }

    #[test]
    fn who_is_refused_for_a_minute_waits_a_minute_at_most(times in times(), refuse_at in 0_usize..60) {
        let mut counter = RequestCounter::default();
        for (index, now) in times.into_iter().enumerate() {
            if let RateDecision::Reject(ms) = counter.record(now) {
                prop_assert!(ms > 0.0 && ms <= MINUTE_MS, "{ms}");
            }
            if index == refuse_at {
                counter.reject();
            }
        }
    }

    #[test]
    fn a_poll_is_taken_or_waited_for_while_it_is_recent_alone(sent in -1e8..1e8_f64, is_back: bool) {
        let age = -sent;
        let expected = match is_back {
            true if (0.0..MIN_POLL_INTERVAL_MS).contains(&age) => Coalesce::UseCached,
            false if (0.0..JOIN_TIMEOUT_MS).contains(&age) => Coalesce::Join,
            _ => Coalesce::Fetch,
        };
        prop_assert_eq!(coalesce(Some((sent, is_back)), 0.0), expected);
    }

    #[test]
    fn a_full_window_asks_to_wait_its_span_at_most(limit in 0_u32..5, counted in 0_u32..9, oldest in proptest::option::of(-1e8..1e8)) {
        match Window::hourly(limit).admit(counted, oldest.map(|at| NOW_MS + at), NOW_MS) {
            Ok(()) => prop_assert!(counted < limit),
            Err(ms) => prop_assert!(counted >= limit && (1.0..=HOUR_MS).contains(&ms), "{ms}"),
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
