//! The seeded companies.

use crate::model::company::Company;

struct SeedCompany {
    slug: &'static str,
    name: &'static str,
    industry: &'static str,
    employees: u64,
    headquarters: &'static str,
    description: &'static str,
}

const COMPANIES: [SeedCompany; 10] = [
    SeedCompany {
        slug: "northwind-analytics",
        name: "Northwind Analytics",
        industry: "Data Infrastructure and Analytics",
        employees: 420,
        headquarters: "Rotterdam, Netherlands",
        description: "Northwind Analytics turns warehouse data into insights that people in operations can act on the same day.",
    },
    SeedCompany {
        slug: "lumen-desk",
        name: "Lumen Desk",
        industry: "Software Development",
        employees: 180,
        headquarters: "Austin, Texas, United States",
        description: "Customer support software for teams that would rather fix the product than explain it twice.",
    },
    SeedCompany {
        slug: "harborline-health",
        name: "Harborline Health",
        industry: "Hospitals and Health Care",
        employees: 2300,
        headquarters: "Boston, Massachusetts, United States",
        description: "Scheduling and patient messaging for community clinics.",
    },
    SeedCompany {
        slug: "oakfield-payments",
        name: "Oakfield Payments",
        industry: "Financial Services",
        employees: 760,
        headquarters: "London, England, United Kingdom",
        description: "Payments for marketplaces, with one reconciliation file a day.",
    },
    SeedCompany {
        slug: "tessera-robotics",
        name: "Tessera Robotics",
        industry: "Automation Machinery Manufacturing",
        employees: 310,
        headquarters: "Munich, Bavaria, Germany",
        description: "Picking robots that small warehouses can rent by the month.",
    },
    SeedCompany {
        slug: "brightpath-learning",
        name: "Brightpath Learning",
        industry: "E-Learning Providers",
        employees: 95,
        headquarters: "Dublin, Ireland",
        description: "Short courses for people who manage people for the first time.",
    },
    SeedCompany {
        slug: "verdant-grid",
        name: "Verdant Grid",
        industry: "Renewable Energy",
        employees: 540,
        headquarters: "Copenhagen, Denmark",
        description: "Software that decides when batteries charge.",
    },
    SeedCompany {
        slug: "paperkite-studio",
        name: "Paperkite Studio",
        industry: "Design Services",
        employees: 34,
        headquarters: "Lisbon, Portugal",
        description: "Product design for companies before their second round.",
    },
    SeedCompany {
        slug: "calder-logistics",
        name: "Calder Logistics",
        industry: "Transportation and Logistics",
        employees: 1250,
        headquarters: "Chicago, Illinois, United States",
        description: "Freight planning with promises that can be checked.",
    },
    SeedCompany {
        slug: "mosaic-recruit",
        name: "Mosaic Recruit",
        industry: "Staffing and Recruiting",
        employees: 140,
        headquarters: "Toronto, Ontario, Canada",
        description: "Structured interviews, made easy to do well.",
    },
];

pub(super) fn companies() -> Vec<Company> {
    let create = |seed: &SeedCompany| Company {
        slug: seed.slug.to_owned(),
        name: seed.name.to_owned(),
        industry: seed.industry.to_owned(),
        employees: seed.employees,
        headquarters: seed.headquarters.to_owned(),
        description: seed.description.to_owned(),
    };
    COMPANIES.iter().map(create).collect()
}
