import { AuthenticationError, Outx } from "outx-client";

import { explain, fetchProfile, listPosts } from "./posts.js";

const outx = new Outx({ gateway: import.meta.env.VITE_GATEWAY ?? location.origin });
const [main] = document.getElementsByTagName("main");
const { ask, verify, fetch: fetchForm } = document.forms;
const [posts, progress, trouble] = ["posts", "progress", "trouble"].map((id) => document.getElementById(id));

onSubmit(ask, async ({ email }) => {
  await outx.auth.sendOtp({ email });
  showOnly(verify);
});

onSubmit(verify, async ({ otp }) => {
  await outx.auth.verifyOtp({ email: ask.elements.email.value, otp });
  await showPosts();
});

onSubmit(fetchForm, async ({ slug }) => {
  const { name, headline } = await fetchProfile(outx, slug, (status) => (progress.textContent = `${status} …`));
  progress.textContent = `${name}: ${headline}`;
});

// The session is a cookie that this script cannot read. The first call shows whether there is one.
await attempt(showPosts);

async function showPosts() {
  const texts = await listPosts(outx);
  posts.replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  showOnly(main);
}

function onSubmit(form, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => act(Object.fromEntries(new FormData(form))));
  });
}

async function attempt(act) {
  trouble.textContent = "";
  progress.textContent = "";
  try {
    await act();
  } catch (error) {
    const isGuest = error instanceof AuthenticationError && error.code !== "invalid_otp";
    const hasLostSession = error.code === "session_expired" && !verify.hidden;
    if (hasLostSession) trouble.textContent = "You signed in, but the browser dropped the cookie. Use the same host for this page and the gateway.";
    else if (!isGuest) trouble.textContent = explain(error);
    if (isGuest) showOnly(ask);
  }
}

function showOnly(shown) {
  for (const part of [ask, verify, main]) part.hidden = part !== shown;
}
