//! One sandbox without a socket: routes each request to the API or to the control interface.

use std::net::IpAddr;

use http::Request;

use crate::api::outcome::Outcome;
use crate::state::world::World;
use crate::{api, control, seed};

pub(crate) struct Service {
    world: World,
}

impl Service {
    /// Times are milliseconds since the Unix epoch. The same seed yields the same ids and, at the same `host_ms`, the same data.
    pub(crate) fn new(seed: u64, host_ms: i64) -> Self {
        Self { world: seed::demo_world(seed, host_ms) }
    }

    /// The API key of the demo team.
    pub(crate) fn demo_api_key(&self) -> &str {
        &self.world.teams[0].api_key
    }

    pub(crate) fn handle(&mut self, peer: IpAddr, request: &Request<Vec<u8>>, host_ms: i64) -> Outcome {
        self.world.clock.set_host_time(host_ms);
        if control::is_control_path(request.uri().path()) {
            return Outcome::Respond { response: control::handle(&mut self.world, peer, request), delay_ms: 0 };
        }
        api::handle(&mut self.world, request)
    }
}

/// Returns the maximum number of bytes of a body that `handle` needs: one more than the API accepts, so that it can reject a larger body. Control calls
/// have no limit, because a planned fault may contain a body of any size.
pub(crate) fn body_limit(path: &str) -> usize {
    if control::is_control_path(path) { usize::MAX } else { api::MAX_BODY + 1 }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use http::Request;
    use serde_json::{Value, json};

    use super::Service;
    use crate::api::outcome::Outcome;

    /// A linear congruential generator: the same requests in every run.
    struct Random(u64);

    impl Random {
        fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            &items[(self.0 >> 33) as usize % items.len()]
        }
    }

    const PATHS: [&str; 24] = [
        "/linkedin-agent/auth-send-otp",
        "/linkedin-agent/auth-verify-otp",
        "/linkedin-agent/get-task-status",
        "/linkedin-agent/fetch-profile",
        "/linkedin-agent/fetch-profiles-posts",
        "/linkedin-agent/fetch-company",
        "/linkedin-agent/fetch-company-posts",
        "/linkedin-agent/search-profiles",
        "/linkedin-agent/fetch-connections",
        "/linkedin-agent/send-message",
        "/linkedin-agent/send-connection-request",
        "/linkedin-agent/comment-post",
        "/api-keyword-watchlist",
        "/api-people-watchlist",
        "/api-company-watchlist",
        "/api-reddit-watchlist",
        "/api-posts",
        "/api-interactions",
        "/api-like",
        "/api-comment",
        "/__sandbox/faults",
        "/__sandbox/switches",
        "/__sandbox/clock",
        "/__sandbox/outbox",
    ];
    const FIELDS: [&str; 16] = [
        "id",
        "email",
        "otp",
        "profile_slug",
        "company_slug",
        "keywords",
        "prompt",
        "profiles",
        "labels",
        "count",
        "start",
        "fetchFreqInHours",
        "post_id",
        "fault",
        "task_plan",
        "advance_ms",
    ];

    fn random_value(random: &mut Random, ids: &[String]) -> Value {
        let id = json!(random.pick(ids));
        let values = [
            Value::Null,
            json!(""),
            json!("ünïcode 👩🏽‍🚀 \u{202e}"),
            json!("demo@outx.test"),
            json!("missing"),
            json!(-1),
            json!(u64::MAX),
            json!(1e300),
            json!(u32::MAX),
            json!([]),
            json!(["ada-example", "a/b", "", "https://linkedin.com/in/"]),
            json!([{ "keyword": " x ", "name": "n" }, 7]),
            json!({ "status": 299, "truncate": u32::MAX, "echo_key": true }),
            id.clone(),
            id,
        ];
        random.pick(&values).clone()
    }

    fn ids_in(value: &Value, ids: &mut Vec<String>) {
        match value {
            Value::String(text) if text.contains("-0000-4000-") => ids.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| ids_in(item, ids)),
            Value::Object(fields) => fields.values().for_each(|field| ids_in(field, ids)),
            _ => {}
        }
    }

    #[test]
    fn every_request_has_a_response() {
        let mut service = Service::new(1, 1_780_000_000_000);
        let api_key = service.world.teams[0].api_key.clone();
        let mut random = Random(7);
        let mut ids = vec!["x".to_owned()];
        let mut responses = [0; 6];
        for at in 0..20_000 {
            let body: serde_json::Map<String, Value> = (0..random.0 % 5)
                .map(|_| ((*random.pick(&FIELDS)).to_owned(), random_value(&mut random, &ids)))
                .collect();
            let query =
                random.pick(&["", "?page=18446744073709551615&page_size=7", "?%ff=%", "?start_date=0000-00-00"]);
            let id = random.pick(&ids).replace(' ', "");
            let query =
                random.pick(&[query.to_string(), format!("?id={id}&watchlist_id={id}&api_agent_task_id={id}")]).clone();
            let method = *random.pick(&["GET", "POST", "PUT", "DELETE", "POST", "HEAD"]);
            let request = Request::builder()
                .method(method)
                .uri(format!("{}{query}", random.pick(&PATHS)))
                .header("host", "localhost")
                .header("x-api-key", &api_key)
                .body(Value::Object(body).to_string().into_bytes())
                .expect("a valid request");
            match service.handle(Ipv4Addr::LOCALHOST.into(), &request, 1_780_000_000_000 + at) {
                Outcome::Respond { response, .. } | Outcome::RespondTruncated { response, .. } => {
                    responses[usize::from(response.status().as_u16() / 100)] += 1;
                    ids.truncate(40);
                    ids_in(&serde_json::from_slice(response.body()).unwrap_or(Value::Null), &mut ids);
                }
                Outcome::Reset { .. } => {}
            }
        }
        assert!(responses[2] > 1_000 && responses[4] > 1_000, "{responses:?}");
        assert_eq!(responses[5], 0, "{responses:?}");
    }
}
