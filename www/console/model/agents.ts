// Agent tokens, and the configuration of well-known agents.

/** An agent token, without the token. Times are milliseconds since 1970. */
export interface Agent {
  id: string;
  name: string;
  scope: "read" | "write";
  /** The operations that the agent may call; null for all of its scope. */
  ops: string[] | null;
  /** The email address of the person who created the token. */
  owner: string;
  is_own: boolean;
  created_at: number;
  expires_at: number;
  last_used_at: number | null;
}

/** `GET /_gateway/agents`. */
export interface AgentList {
  /** The widest scope that the gateway allows. */
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
  /** The file or place for the text. */
  where: string;
  text: string;
}

/** The configuration of each well-known agent for the endpoint at `url`, with `TOKEN` in place of the token. */
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

/** Parses a list of operations, separated by commas or blanks; `undefined` for an empty list. */
export function parseOps(text: string): string[] | undefined {
  const ops = text.split(/[\s,]+/).filter(Boolean);
  return ops.length > 0 ? ops : undefined;
}
