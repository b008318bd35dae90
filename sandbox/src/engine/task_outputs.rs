//! `task_output` of completed tasks.

use serde_json::{Value, json};

use crate::model::company::Company;
use crate::model::ids::title_case;
use crate::model::person::Person;
use crate::model::post::Post;
use crate::state::world::World;

/// Shape A of fetch-profile (docs/api.md, fetch-profile). // invented: the keys from `about` on.
pub(crate) fn flat_profile(person: &Person) -> Value {
    json!({
        "name": person.name,
        "headline": person.headline,
        "location": person.location,
        "profile_url": person.url(),
        "connections": person.connections,
        "followers": person.followers,
        "about": about(person),
        "experience": [
            { "title": person.title, "company": title_case(&person.company), "start_year": person.start_year },
        ],
        "education": [{ "school": person.school }],
        "skills": skills(person),
    })
}

/// Shape B of fetch-profile. // invented: `connections`, `followers`, `summary`, `education` and `skills`.
pub(crate) fn nested_profile(person: &Person) -> Value {
    json!({ "profile": {
        "full_name": person.name,
        "headline": person.headline,
        "location": person.location,
        "profile_slug": person.slug,
        "profile_urn": person.urn(),
        "positions": positions(person),
        "connections": person.connections,
        "followers": person.followers,
        "summary": about(person),
        "education": [{ "school_name": person.school }],
        "skills": skills(person),
    } })
}

fn positions(person: &Person) -> Value {
    json!([
        { "title": person.title, "company_name": title_case(&person.company), "location": person.location,
          "is_current": true, "start_year": person.start_year, "start_month": 4, "end_year": null, "end_month": null },
        { "title": "Associate", "company_name": "Fernhill Partners", "location": person.location,
          "is_current": false, "start_year": person.start_year - 4, "start_month": 9, "end_year": person.start_year,
          "end_month": 3 },
    ])
}

fn about(person: &Person) -> String {
    format!("{} I write about what works, what did not, and what I would try next.", person.headline)
}

fn skills(person: &Person) -> [&str; 3] {
    ["Leadership", "Communication", person.title.as_str()]
}

/// A member in the output of search-profiles and fetch-connections. // invented: the keys; the documentation names what they contain.
pub(crate) fn person_summary(person: &Person) -> Value {
    json!({
        "full_name": person.name,
        "headline": person.headline,
        "location": person.location,
        "profile_slug": person.slug,
        "profile_urn": person.urn(),
        "connection_degree": person.degree,
    })
}

/// Output of fetch-company. // invented: all keys; the documentation names what they contain (docs/api.md, fetch-company).
pub(crate) fn company(company: &Company) -> Value {
    json!({
        "name": company.name,
        "company_slug": company.slug,
        "company_urn": company.urn(),
        "company_url": format!("https://www.linkedin.com/company/{}", company.slug),
        "industry": company.industry,
        "employee_count": company.employees,
        "description": company.description,
        "headquarters": company.headquarters,
        "logo": null,
        "followers": company.employees * 37,
    })
}

/// The collected posts that `is_wanted` selects, each once. // invented: the keys of a post except `social_urn`; `posts` was
/// observed in one client.
pub(crate) fn posts(world: &World, is_wanted: impl Fn(&Post) -> bool) -> Value {
    let mut seen = Vec::new();
    let mut posts = Vec::new();
    for post in world.posts.iter().filter(|post| is_wanted(post)) {
        let Some(urn) = &post.urn else { continue };
        if seen.contains(&urn) {
            continue;
        }
        seen.push(urn);
        posts.push(json!({
            "social_urn": urn,
            "post_url": post.url(),
            "content": post.content,
            "created_at": post.created_at,
            "post_type": post.post_type,
            "likes_count": post.likes,
            "comments_count": post.comments,
            "shares_count": post.shares,
            "author": world.author_of(post),
        }));
    }
    json!({ "posts": posts })
}
