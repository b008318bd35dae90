// In a CommonJS file every entry resolves to its CommonJS types.

import client = require("outx-client");
import external = require("outx-client/external");
import inline = require("outx-client/inline");
import query = require("outx-client/query");
import server = require("outx-client/server");
import testing = require("outx-client/testing");

const options: client.OutxOptions = { gateway: "https://gateway.example" };
const outx = new client.Outx(options);
new external.Outx(options);
new inline.Outx(options);
query.queryOptions(outx, "team.get").queryFn satisfies Function;
server.mintToken({ secret: "s", subject: "user-1" }) satisfies Promise<string>;
testing.startSandbox() satisfies Promise<testing.Sandbox>;
