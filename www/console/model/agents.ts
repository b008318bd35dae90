// Agent tokens, and how well-known agents are told to use one.

/** An agent token, without the token. Times are milliseconds since 1970. */
export interface Agent {
  id: string;
  name: string;
  scope: "read" | "write";
  /** The operations that it may call; all of its scope when null. */
  ops: string[] | null;
  /** The address of the person who made it. */
  owner: string;
  is_own: boolean;
  created_at: number;
  expires_at: number;
  last_used_at: number | null;
}

/** `GET /_gateway/agents`. */
export interface AgentList {
  /** What the gateway lets agents do at most. */
  mcp: "read" | "write";
  agents: Agent[];
}

export interface NewAgent {
  name: string;
  scope: "read" | "write";
  ops?: string[];
  ttl_seconds: number;
}

export interface AgentConfiguration {
  agent: string;
  /** Where the text goes. */
  where: string;
  text: string;
}

/** What makes each of the well-known agents use the endpoint at `url`. */
export function configurations(url: string): AgentConfiguration[] {
  const headers = { Authorization: "Bearer TOKEN" };
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  return [
    { agent: "Claude Code", where: "In a terminal", text: `claude mcp add --transport http outx ${url} --header "Authorization: Bearer TOKEN"` },
    {
      agent: "Claude Desktop",
      where: "claude_desktop_config.json (Settings, Developer, Edit Config); needs Node",
      text: json({ mcpServers: { outx: { command: "npx", args: ["-y", "mcp-remote", url, "--header", "Authorization:${OUTX_AUTH}"], env: { OUTX_AUTH: "Bearer TOKEN" } } } }),
    },
    { agent: "Cursor", where: "~/.cursor/mcp.json", text: json({ mcpServers: { outx: { url, headers } } }) },
    {
      agent: "VS Code",
      where: ".vscode/mcp.json",
      text: json({
        inputs: [{ type: "promptString", id: "outx-token", description: "OutX agent token", password: true }],
        servers: { outx: { type: "http", url, headers: { Authorization: "Bearer ${input:outx-token}" } } },
      }),
    },
  ];
}

/** The operations of a text that lists them; `undefined` when it lists none. */
export function parseOps(text: string): string[] | undefined {
  const ops = text.split(/[\s,]+/).filter(Boolean);
  return ops.length > 0 ? ops : undefined;
}
