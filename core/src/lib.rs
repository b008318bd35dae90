//! The rules of the OutX client and gateway as pure functions.
