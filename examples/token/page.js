import { Outx } from "outx-client";

/** A client whose tokens come from the application's own back end. `askForToken` returns `{ token, expiresIn }`. */
export function createClient(gateway, askForToken) {
  let current;
  let renewAt = 0;
  const token = async () => {
    if (Date.now() >= renewAt) {
      const { token, expiresIn } = await askForToken();
      current = token;
      renewAt = Date.now() + (expiresIn - 60) * 1000;
    }
    return current;
  };
  return new Outx({ gateway, token });
}
