"use client";

import { Outx, readProfile } from "outx-client";
import { useState } from "react";

// In the browser, calls go through the gateway, which holds the key.
const outx = new Outx({ gateway: process.env.NEXT_PUBLIC_GATEWAY });

export default function Page() {
  const [status, setStatus] = useState("");

  async function fetchProfile() {
    const task = await outx.linkedin.fetchProfile({ profile_slug: "ada-example" });
    for await (const state of task) setStatus(state.status);
    setStatus(readProfile(await task.wait()).name);
  }

  return <><button onClick={fetchProfile}>Fetch</button><p role="status">{status}</p></>;
}
