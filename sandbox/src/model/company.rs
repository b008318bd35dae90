//! A LinkedIn company.

use crate::model::ids::{hash, title_case};

#[derive(Clone)]
pub(crate) struct Company {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) industry: String,
    pub(crate) employees: u64,
    pub(crate) headquarters: String,
    pub(crate) description: String,
}

impl Company {
    /// A plausible company for a slug that the seed does not contain.
    pub(crate) fn generate(slug: &str) -> Self {
        let name = title_case(slug);
        Self {
            description: format!("{name} helps teams do their best work."),
            slug: slug.to_owned(),
            name,
            industry: "Software Development".to_owned(),
            employees: 20 + hash(slug) % 900,
            headquarters: "Austin, Texas, United States".to_owned(),
        }
    }

    pub(crate) fn urn(&self) -> String {
        format!("urn:li:fsd_company:{}", 1_000_000 + hash(&self.slug) % 9_000_000)
    }
}
