//! The client of the OutX API.
