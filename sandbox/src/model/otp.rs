//! One-time codes. They are not mailed: the control interface returns them.

pub(crate) struct OneTimeCode {
    /// In lower case.
    pub(crate) email: String,
    pub(crate) otp: String,
    pub(crate) expires_at: i64,
    /// The name for an account that this code creates.
    pub(crate) full_name: Option<String>,
    pub(crate) used: bool,
}
