//! Signs in by one-time code, lists the newest posts of a watchlist and follows the fetch of a profile. The key stays in the gateway.

mod page;

use leptos::prelude::*;
use outx_client::Outx;
use page::{Page, View};

fn main() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    // The gateway that serves this page, unless another one was named when it was built.
    let origin = window().location().origin().unwrap_or_default();
    match Outx::gateway(option_env!("OUTX_GATEWAY").unwrap_or(&origin)) {
        Ok(outx) => view! { <Posts page=Page::new(outx) /> }.into_any(),
        Err(error) => view! { <p role="alert">{error.to_string()}</p> }.into_any(),
    }
}

#[component]
fn Posts(page: Page) -> impl IntoView {
    // The session is a cookie that the page cannot read. The first call shows whether there is one.
    page.attempt(page.show_posts());
    let shows = move |view| move || page.view.get() == view;
    view! {
        <h1>"Posts"</h1>
        <p role="alert">{page.trouble}</p>
        <Show when=shows(View::Email)>
            <SendCode page />
        </Show>
        <Show when=shows(View::Code)>
            <SignIn page />
        </Show>
        <Show when=shows(View::Posts)>
            <ul>
                <For each=move || page.posts.get() key=|post| post.id.clone() let:post>
                    <li>{post.content}</li>
                </For>
            </ul>
            <FetchProfile page />
        </Show>
    }
}

#[component]
fn SendCode(page: Page) -> impl IntoView {
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            page.attempt(page.send_code());
        }>
            <label>"Email " <input type="email" required autocomplete="email" bind:value=page.email /></label>
            <button>"Send code"</button>
        </form>
    }
}

#[component]
fn SignIn(page: Page) -> impl IntoView {
    let otp = RwSignal::new(String::new());
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            page.attempt(page.sign_in(otp.get_untracked()));
        }>
            <label>"Code " <input required inputmode="numeric" autocomplete="one-time-code" bind:value=otp /></label>
            <button>"Sign in"</button>
        </form>
    }
}

#[component]
fn FetchProfile(page: Page) -> impl IntoView {
    let slug = RwSignal::new("ada-example".to_owned());
    view! {
        <h2>"A profile"</h2>
        <form on:submit=move |event| {
            event.prevent_default();
            page.attempt(page.fetch_profile(slug.get_untracked()));
        }>
            <label>"linkedin.com/in/ " <input required bind:value=slug /></label>
            <button>"Fetch"</button>
        </form>
        <p role="status">{page.progress}</p>
    }
}
