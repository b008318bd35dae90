import { AuthenticationError, Outx, isOutxError, readProfile } from "outx-client";

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
  const task = await outx.linkedin.fetchProfile({ profile_slug: slug });
  for await (const { status } of task) progress.textContent = `${status} …`;
  const { name, headline } = readProfile(await task.wait());
  progress.textContent = `${name}: ${headline}`;
});

// The session is a cookie that this script cannot read. The first call shows whether there is one.
await attempt(showPosts);

async function showPosts() {
  const { watchlists } = await outx.watchlists.keyword.list();
  const { data } = await outx.posts.list({ watchlist_id: watchlists[0].id, page_size: 10 }).page();
  posts.replaceChildren(...data.map(({ content }) => Object.assign(document.createElement("li"), { textContent: content })));
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
  try {
    await act();
  } catch (error) {
    if (!isOutxError(error)) throw error;
    const isGuest = error instanceof AuthenticationError && error.code !== "invalid_otp";
    if (isGuest) showOnly(ask);
    else trouble.textContent = error.message;
  }
}

function showOnly(shown) {
  for (const part of [ask, verify, main]) part.hidden = part !== shown;
}
