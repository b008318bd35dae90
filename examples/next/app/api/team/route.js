import { isOutxError } from "outx-client";

import { outx } from "../../outx.js";

export async function GET(request) {
  try {
    const { team } = await outx.team.get({}, { signal: request.signal });
    return Response.json({ name: team.name });
  } catch (error) {
    if (!isOutxError(error)) throw error;
    return Response.json({ error: error.code }, { status: error.status ?? 502 });
  }
}
