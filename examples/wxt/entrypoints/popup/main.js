const { ask, verify, leave } = document.forms;
const status = document.querySelector("[role=status]");

onSubmit(ask, async () => {
  await send({ action: "sendCode", email: ask.elements.email.value });
  status.textContent = "The code is on its way.";
});
onSubmit(verify, async () => {
  await send({ action: "signIn", email: ask.elements.email.value, otp: verify.elements.otp.value });
  const { team } = await send({ action: "team" });
  status.textContent = `Signed in to ${team.name}.`;
});
onSubmit(leave, async () => {
  await send({ action: "signOut" });
  status.textContent = "Signed out.";
});

async function send(message) {
  const { value, error } = await browser.runtime.sendMessage(message);
  if (error) throw new Error(error.message);
  return value;
}

function onSubmit(form, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act().catch(({ message }) => (status.textContent = message));
  });
}
