import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Outx } from "outx-client";
import { createRoot } from "react-dom/client";

import { Posts } from "./posts.jsx";
import { Profile } from "./profile.jsx";

const queryClient = new QueryClient();
const outx = new Outx({ gateway: import.meta.env.VITE_GATEWAY ?? location.origin });
// Query keys begin with the session, so it is read before the first query.
await outx.auth.session();
// Removes a visitor's data before the next one signs in. After a session has expired, queries fail by themselves.
outx.auth.onChange((event) => event !== "expired" && queryClient.resetQueries());

createRoot(document.getElementById("root")).render(
  <QueryClientProvider client={queryClient}>
    <Posts outx={outx} />
    <Profile outx={outx} slug="ada-example" />
  </QueryClientProvider>,
);
