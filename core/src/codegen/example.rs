//! Values for examples.

use crate::api::operation::{Param, Shape};

/// A value of a parameter for the documentation.
pub fn text(param: &Param) -> &'static str {
    match (param.name, &param.shape) {
        (_, Shape::Email) => "ada@example.org",
        (_, Shape::Digits(_)) => "012345",
        (_, Shape::Date) => "2026-01-31",
        ("company_slug" | "companies", _) => "acme",
        (_, Shape::Slug | Shape::SlugOrAddress) | ("profiles", _) => "ada-example",
        ("social_urn", _) => "urn:li:activity:7000000000000000001",
        ("profile_urn" | "profile_urns" | "recipient_urn", _) => "urn:li:fsd_profile:ACoAAEXAMPLE",
        ("id" | "watchlist_id" | "api_agent_task_id", _) => "5c0e0000-0000-4000-8000-000000000001",
        ("keywords" | "keyword", _) => "rust",
        ("comment_text" | "message", _) => "Congratulations!",
        (_, Shape::Id) => "post-1",
        _ => "text",
    }
}
