import { Outx } from "outx-client";

// The token is kept until the browser is closed. Pages and content scripts send messages to this service worker, because a site's policy does not apply to it.
export default defineBackground(() => {
  const outx = new Outx({
    gateway: __GATEWAY__,
    token: async () => (await browser.storage.session.get("token")).token,
    onSession: (token) => browser.storage.session.set({ token }),
  });
  const actions = {
    sendCode: ({ email }) => outx.auth.sendOtp({ email }),
    signIn: async ({ email, otp }) => {
      const { session } = await outx.auth.verifyOtp({ email, otp });
      await browser.storage.session.set({ token: session.token });
    },
    signOut: async () => {
      await outx.auth.signOut();
      await browser.storage.session.remove("token");
    },
    team: () => outx.team.get(),
  };
  browser.runtime.onMessage.addListener(({ action, ...args }, _sender, reply) => {
    actions[action](args).then((value) => reply({ value }), ({ code, message }) => reply({ error: { code, message } }));
    return true;
  });
});
