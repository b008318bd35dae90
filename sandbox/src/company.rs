//! Companies: a seeded directory, and plausible ones for slugs nobody has seen.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::id;
use crate::world::World;

#[derive(Clone, Deserialize)]
pub(crate) struct Company {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) industry: String,
    pub(crate) employees: u64,
    pub(crate) headquarters: String,
    pub(crate) description: String,
}

pub(crate) fn directory() -> Vec<Company> {
    serde_json::from_str(include_str!("seed/companies.json")).expect("a test reads the seeded companies")
}

/// The company of a slug. // invented: a slug that begins with `missing` or is an address has none, any other gets one.
pub(crate) fn find(world: &mut World, slug: &str) -> Option<Company> {
    if let Some(company) = world.companies.iter().find(|company| company.slug == slug) {
        return Some(company.clone());
    }
    if slug.starts_with("missing") || slug.contains('/') {
        return None;
    }
    let name = title_case(slug);
    let company = Company {
        description: format!("{name} helps teams do their best work."),
        slug: slug.to_owned(),
        name,
        industry: "Software Development".to_owned(),
        employees: 20 + id::number(slug) % 900,
        headquarters: "Austin, Texas, United States".to_owned(),
    };
    world.companies.push(company.clone());
    Some(company)
}

impl Company {
    pub(crate) fn urn(&self) -> String {
        format!("urn:li:fsd_company:{}", 1_000_000 + id::number(&self.slug) % 9_000_000)
    }

    /// Output of fetch-company. // invented: all keys; the documentation names what they tell (spec 4.3).
    pub(crate) fn output(&self) -> Value {
        json!({
            "name": self.name,
            "company_slug": self.slug,
            "company_urn": self.urn(),
            "company_url": format!("https://www.linkedin.com/company/{}", self.slug),
            "industry": self.industry,
            "employee_count": self.employees,
            "description": self.description,
            "headquarters": self.headquarters,
            "logo": null,
            "followers": self.employees * 37,
        })
    }
}

/// `ada-example` becomes `Ada Example`.
pub(crate) fn title_case(slug: &str) -> String {
    let words = slug.split('-').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}
