//! LinkedIn members: seeded authors, a network around them, and plausible ones for slugs nobody has seen.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::company::title_case;
use crate::id;
use crate::world::World;

#[derive(Clone, Deserialize)]
pub(crate) struct Person {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) title: String,
    /// A company's slug.
    pub(crate) company: String,
    pub(crate) headline: String,
    pub(crate) location: String,
    /// LinkedIn's id of the region.
    pub(crate) geo: String,
    pub(crate) school: String,
    pub(crate) language: String,
    pub(crate) seniority: String,
    /// Steps from the acting account; 1 is a connection.
    pub(crate) degree: u8,
    pub(crate) followers: u64,
    pub(crate) connections: u64,
    pub(crate) start_year: u16,
}

/// Generated members beside the seeded ones: enough connections for two pages of the default size.
const NETWORK: usize = 96;

const FIRST: [&str; 16] = [
    "Amara", "Bruno", "Chloe", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Keiko", "Lars", "Maya",
    "Noor", "Oskar", "Priya",
];
const LAST: [&str; 13] = [
    "Adeyemi",
    "Berg",
    "Castellano",
    "Dufour",
    "Eriksen",
    "Fontaine",
    "Gupta",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
];
const TITLES: [(&str, &str); 8] = [
    ("Product Manager", "Manager"),
    ("Head of Talent", "Director"),
    ("Software Engineer", "Senior"),
    ("VP Sales", "VP"),
    ("Solutions Architect", "Senior"),
    ("Data Analyst", "Entry"),
    ("Customer Success Lead", "Manager"),
    ("Marketing Director", "Director"),
];
const PLACES: [(&str, &str, &str); 6] = [
    ("San Francisco Bay Area", "90000084", "en"),
    ("London, England, United Kingdom", "102257491", "en"),
    ("Berlin, Germany", "106967730", "de"),
    ("Paris, France", "106383538", "fr"),
    ("Bengaluru, Karnataka, India", "105214831", "en"),
    ("Toronto, Ontario, Canada", "100025096", "en"),
];
const SCHOOLS: [&str; 4] =
    ["Northgate University", "Harbour College", "Technical University of Aldenburg", "Saint Clement Business School"];

pub(crate) fn directory(companies: &[String]) -> Vec<Person> {
    let mut people: Vec<Person> =
        serde_json::from_str(include_str!("seed/people.json")).expect("a test reads the seeded people");
    people.extend((0..NETWORK).map(|at| {
        let name = format!("{} {}", FIRST[at % FIRST.len()], LAST[at % LAST.len()]);
        // Two of three are connections.
        let degree = if at % 3 == 2 { 2 } else { 1 };
        member(id::slug(&name), name, at, companies, degree)
    }));
    people
}

fn member(slug: String, name: String, at: usize, companies: &[String], degree: u8) -> Person {
    let (title, seniority) = TITLES[at % TITLES.len()];
    let (location, geo, language) = PLACES[at % PLACES.len()];
    let company = companies[at % companies.len()].clone();
    let number = id::number(&slug);
    Person {
        headline: format!("{title} at {}", title_case(&company)),
        name,
        title: title.to_owned(),
        company,
        location: location.to_owned(),
        geo: geo.to_owned(),
        school: SCHOOLS[at % SCHOOLS.len()].to_owned(),
        language: language.to_owned(),
        seniority: seniority.to_owned(),
        degree,
        followers: 300 + number % 4_000,
        connections: 120 + number % 381,
        start_year: 2016 + (number % 9) as u16,
        slug,
    }
}

/// The member of a slug. // invented: a slug that begins with `missing` or is an address has none, any other gets a member of degree 2.
pub(crate) fn find(world: &mut World, slug: &str) -> Option<Person> {
    if let Some(person) = world.people.iter().find(|person| person.slug == slug) {
        return Some(person.clone());
    }
    if slug.starts_with("missing") || slug.contains('/') {
        return None;
    }
    let companies: Vec<_> = world.companies.iter().map(|company| company.slug.clone()).collect();
    let at = usize::try_from(id::number(slug) % 997).unwrap_or(0);
    let person = member(slug.to_owned(), title_case(slug), at, &companies, 2);
    world.people.push(person.clone());
    Some(person)
}

/// The member of a URN: `urn:li:person:`, `urn:li:fsd_profile:` or the bare id (spec 10, row 5).
pub(crate) fn of_urn<'a>(world: &'a World, urn: &str) -> Option<&'a Person> {
    let bare = urn.rsplit(':').next()?;
    world.people.iter().find(|person| id::profile(&person.slug) == bare)
}

impl Person {
    pub(crate) fn urn(&self) -> String {
        format!("urn:li:fsd_profile:{}", id::profile(&self.slug))
    }

    fn url(&self) -> String {
        format!("https://www.linkedin.com/in/{}", self.slug)
    }

    /// Shape A of fetch-profile's output (spec 4.1). // invented: the keys from `about` on.
    pub(crate) fn flat(&self) -> Value {
        json!({
            "name": self.name,
            "headline": self.headline,
            "location": self.location,
            "profile_url": self.url(),
            "connections": self.connections,
            "followers": self.followers,
            "about": self.about(),
            "experience": [{ "title": self.title, "company": title_case(&self.company), "start_year": self.start_year }],
            "education": [{ "school": self.school }],
            "skills": self.skills(),
        })
    }

    /// Shape B. // invented: `connections`, `followers`, `summary`, `education` and `skills`.
    pub(crate) fn nested(&self) -> Value {
        json!({ "profile": {
            "full_name": self.name,
            "headline": self.headline,
            "location": self.location,
            "profile_slug": self.slug,
            "profile_urn": self.urn(),
            "positions": self.positions(),
            "connections": self.connections,
            "followers": self.followers,
            "summary": self.about(),
            "education": [{ "school_name": self.school }],
            "skills": self.skills(),
        } })
    }

    fn positions(&self) -> Value {
        json!([
            { "title": self.title, "company_name": title_case(&self.company), "location": self.location, "is_current": true,
              "start_year": self.start_year, "start_month": 4, "end_year": null, "end_month": null },
            { "title": "Associate", "company_name": "Fernhill Partners", "location": self.location, "is_current": false,
              "start_year": self.start_year - 4, "start_month": 9, "end_year": self.start_year, "end_month": 3 },
        ])
    }

    fn about(&self) -> String {
        format!("{} I write about what works, what did not, and what I would try next.", self.headline)
    }

    fn skills(&self) -> [&str; 3] {
        ["Leadership", "Communication", self.title.as_str()]
    }

    /// As search-profiles lists members. // invented: the keys; the documentation names what they tell (spec 4.5).
    pub(crate) fn found(&self) -> Value {
        json!({
            "full_name": self.name,
            "headline": self.headline,
            "location": self.location,
            "profile_slug": self.slug,
            "profile_urn": self.urn(),
            "connection_degree": self.degree,
        })
    }

    /// As posts and interactions show their author (spec 6.2).
    pub(crate) fn author(&self) -> Value {
        json!({
            "id": format!("author-{}", self.slug),
            "full_name": self.name,
            "author_slug": self.slug,
            "headline": self.headline,
            "author_type": "user",
        })
    }
}
