//! A local stand-in of the OutX API.
