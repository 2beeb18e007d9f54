/* What the widget says to the service, and what it remembers in this tab: no drawing here. */

const KEY = "kompass";
const TIMEOUT_MS = 30000;
const MAX_MESSAGE = 1000;

/** The tab's memory: `id` of the conversation, `draft`, messages `unanswered`, half-typed `comments` by turn, `language` chosen, whether it is `open`. */
class Memory {
  #kept = {};

  constructor() {
    try {
      this.#kept = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    } catch {
      // Storage may be forbidden: then it lasts as long as the page.
    }
  }

  get(name) {
    return this.#kept[name];
  }

  set(name, value) {
    this.#kept[name] = value;
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // As above.
    }
  }

  /** Messages sent from this tab that got no reply yet. */
  get unanswered() {
    return this.get("unanswered") ?? [];
  }

  await(message) {
    this.set("unanswered", [...new Set([...this.unanswered, message])]);
  }

  forget(message) {
    this.set("unanswered", this.unanswered.filter((kept) => kept !== message));
  }
}

/** What went wrong, by its key in the texts; "refused" says why in `detail`, "busy" how many `seconds` to wait. */
class ChatError extends Error {
  constructor(kind, problem = {}, seconds = 0) {
    super(kind);
    this.kind = kind;
    this.detail = problem.detail;
    this.seconds = seconds;
  }
}

class Client {
  constructor(server, memory) {
    this.server = server;
    this.memory = memory;
  }

  /** Send one message; the reply of the HTTP contract. */
  async send(message, language) {
    const reply = await this.#call("POST", "/api/chat", language, { message, conversation_id: this.memory.get("id") ?? null, language });
    this.memory.set("id", reply.conversation_id);
    return reply;
  }

  /** The turns of this tab's conversation; none when there is no conversation, or no longer. */
  async turns(language) {
    if (!this.memory.get("id")) return [];
    try {
      return (await this.#call("GET", `/api/conversations/${this.memory.get("id")}`, language)).turns;
    } catch (error) {
      if (error.kind === "gone") return [];
      throw error;
    }
  }

  /** Delete the conversation everywhere; one that is gone already counts as deleted. */
  async remove(language) {
    try {
      await this.#call("DELETE", `/api/conversations/${this.memory.get("id")}`, language);
    } catch (error) {
      if (error.kind !== "gone") throw error;
    }
  }

  /** Say whether a reply helped: verdict "up" or "down". */
  async rate(turnId, verdict, comment, language) {
    await this.#call("POST", `/api/turns/${turnId}/feedback`, language, { verdict, comment });
  }

  async #call(method, path, language, body) {
    let response;
    try {
      response = await fetch(this.server + path, {
        method,
        headers: { Accept: "application/json", "Accept-Language": language, ...(body && { "Content-Type": "application/json" }) },
        body: body && JSON.stringify(body),
        credentials: "omit",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return response.status === 204 ? null : await response.json();
    } catch {
      throw new ChatError("offline");
    }
    throw this.#problem(response, await response.json().catch(() => ({})));
  }

  #problem(response, problem) {
    const seconds = Number(response.headers.get("Retry-After")) || 10;
    if (problem.conversation_id) this.memory.set("id", problem.conversation_id);
    if (response.status === 404) {
      if (problem.type?.endsWith(":conversation-not-found")) this.memory.set("id", null);
      return new ChatError("gone");
    }
    if (response.status === 429) return new ChatError("busy", problem, seconds);
    return response.status >= 500 ? new ChatError("unavailable") : new ChatError("refused", problem);
  }
}
