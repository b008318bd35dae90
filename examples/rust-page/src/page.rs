//! What the page does: each step is one or two calls.

use leptos::prelude::*;
use leptos::task::spawn_local;
use outx_client::types::*;
use outx_client::{Class, Code, Error, Outx};

/// What the page shows.
#[derive(Clone, Copy, PartialEq)]
pub enum View {
    Nothing,
    Email,
    Code,
    Posts,
}

/// The state of the page.
#[derive(Clone, Copy)]
pub struct Page {
    outx: StoredValue<Outx>,
    pub view: RwSignal<View>,
    pub email: RwSignal<String>,
    pub posts: RwSignal<Vec<Post>>,
    pub progress: RwSignal<String>,
    pub trouble: RwSignal<String>,
}

impl Page {
    pub fn new(outx: Outx) -> Self {
        Self {
            outx: StoredValue::new(outx),
            view: RwSignal::new(View::Nothing),
            email: RwSignal::default(),
            posts: RwSignal::default(),
            progress: RwSignal::default(),
            trouble: RwSignal::default(),
        }
    }

    /// Runs a step and shows how it failed.
    pub fn attempt(self, step: impl Future<Output = Result<(), Error>> + 'static) {
        self.trouble.set(String::new());
        spawn_local(async move {
            if let Err(error) = step.await {
                self.show_error(&error);
            }
        });
    }

    fn show_error(self, error: &Error) {
        match error.code() {
            Code::InvalidOtp => self.trouble.set("This code is wrong or has expired.".to_owned()),
            _ if error.class() == Class::Authentication => self.view.set(View::Email),
            code => self.trouble.set(format!("{error} ({})", code.as_str())),
        }
    }

    pub async fn send_code(self) -> Result<(), Error> {
        let args = SendOtpArgs::new(self.email.get_untracked());
        self.outx.get_value().auth().send_otp(args).await?;
        self.view.set(View::Code);
        Ok(())
    }

    pub async fn sign_in(self, otp: String) -> Result<(), Error> {
        let args = VerifyOtpArgs::new(self.email.get_untracked(), otp);
        self.outx.get_value().auth().verify_otp(args).await?;
        self.show_posts().await
    }

    pub async fn show_posts(self) -> Result<(), Error> {
        let outx = self.outx.get_value();
        if let Some(list) = outx.watchlists().keyword().list().await?.watchlists.first() {
            let args = ListPostsArgs { page_size: Some(10), ..ListPostsArgs::new(&list.id) };
            self.posts.set(outx.posts().list(args).page().await?.data);
        }
        self.view.set(View::Posts);
        Ok(())
    }

    pub async fn fetch_profile(self, slug: String) -> Result<(), Error> {
        let task = self.outx.get_value().linkedin().fetch_profile(FetchProfileArgs::new(slug)).await?;
        let mut states = task.states();
        while let Some(state) = states.try_next().await? {
            self.progress.set(format!("{} …", state.status));
        }
        let profile = task.wait().await?;
        let (name, headline) = (profile.full_name.unwrap_or_default(), profile.headline.unwrap_or_default());
        self.progress.set(format!("{name}: {headline}"));
        Ok(())
    }
}
