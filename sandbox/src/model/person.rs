//! A LinkedIn member.

use crate::model::ids::{hash, profile_id, title_case};

#[derive(Clone)]
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

impl Person {
    /// A plausible member; the same number selects the same title, place, company and school.
    pub(crate) fn generate(slug: &str, name: String, number: usize, companies: &[String], degree: u8) -> Self {
        let (title, seniority) = TITLES[number % TITLES.len()];
        let (location, geo, language) = PLACES[number % PLACES.len()];
        let company = companies[number % companies.len()].clone();
        let spread = hash(slug);
        Self {
            headline: format!("{title} at {}", title_case(&company)),
            name,
            title: title.to_owned(),
            company,
            location: location.to_owned(),
            geo: geo.to_owned(),
            school: SCHOOLS[number % SCHOOLS.len()].to_owned(),
            language: language.to_owned(),
            seniority: seniority.to_owned(),
            degree,
            followers: 300 + spread % 4_000,
            connections: 120 + spread % 381,
            start_year: 2016 + (spread % 9) as u16,
            slug: slug.to_owned(),
        }
    }

    pub(crate) fn is_connection(&self) -> bool {
        self.degree == 1
    }

    pub(crate) fn urn(&self) -> String {
        format!("urn:li:fsd_profile:{}", profile_id(&self.slug))
    }

    pub(crate) fn url(&self) -> String {
        format!("https://www.linkedin.com/in/{}", self.slug)
    }
}
