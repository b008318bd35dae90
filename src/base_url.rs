//! Base URLs.

use outx_core::call::{UrlParts, check_base_url};

use crate::error::{Error, Result};

/// Parses and checks a base URL, and removes the slashes at its end. `name` is the name of the option, for the text of an error.
pub(crate) fn parse(name: &str, address: &str) -> Result<String> {
    let parsed = target::Parsed::new(address);
    check_base_url(name, parsed.as_ref().map(target::Parsed::parts)).map_err(Error::invalid_request)?;
    Ok(parsed.map(|url| [url.origin(), url.path().trim_end_matches('/').to_owned()].concat()).unwrap_or_default())
}

#[cfg(not(target_family = "wasm"))]
mod target {
    use url::Url;

    use super::UrlParts;

    pub struct Parsed(Url);

    impl Parsed {
        pub fn new(address: &str) -> Option<Self> {
            Url::parse(address).ok().map(Self)
        }

        pub fn parts(&self) -> UrlParts<'_> {
            UrlParts {
                scheme: self.0.scheme(),
                host: self.0.host_str().unwrap_or_default(),
                has_user_info: !self.0.username().is_empty() || self.0.password().is_some(),
                has_query_or_fragment: self.0.query().is_some() || self.0.fragment().is_some(),
            }
        }

        pub fn origin(&self) -> String {
            self.0.origin().ascii_serialization()
        }

        pub fn path(&self) -> String {
            self.0.path().to_owned()
        }
    }
}

#[cfg(target_family = "wasm")]
mod target {
    use web_sys::Url;

    use super::UrlParts;

    pub struct Parsed {
        url: Url,
        protocol: String,
        host: String,
    }

    impl Parsed {
        pub fn new(address: &str) -> Option<Self> {
            let url = Url::new(address).ok()?;
            Some(Self { protocol: url.protocol(), host: url.hostname(), url })
        }

        pub fn parts(&self) -> UrlParts<'_> {
            UrlParts {
                scheme: self.protocol.trim_end_matches(':'),
                host: &self.host,
                has_user_info: !self.url.username().is_empty() || !self.url.password().is_empty(),
                has_query_or_fragment: !self.url.search().is_empty() || !self.url.hash().is_empty(),
            }
        }

        pub fn origin(&self) -> String {
            self.url.origin()
        }

        pub fn path(&self) -> String {
            self.url.pathname()
        }
    }
}
