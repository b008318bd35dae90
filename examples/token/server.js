import { createServer } from "node:http";

import { mintToken } from "outx-client/server";

const { TOKEN_SECRET: secret, PORT = "3000" } = process.env;

const server = createServer(async (request, response) => {
  const user = signedInUser(request);
  if (!user || request.url !== "/token") return response.writeHead(user ? 404 : 401).end();
  const token = await mintToken({ secret, subject: user.id, name: user.name, scope: "write", ops: ["posts.list", "team.get"], expiresIn: 600 });
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ token, expiresIn: 600 }));
});
server.listen(Number(PORT), "127.0.0.1", () => console.log(`listening http://127.0.0.1:${server.address().port}`));

/** The user who is signed in to your application. A header stands in for your own session here. */
function signedInUser({ headers }) {
  const id = headers["x-user"];
  return id && { id, name: `User ${id}` };
}
