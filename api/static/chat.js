/* The chat without any page: sends messages, remembers the conversation of this tab, reads it back, deletes it. */

const KEY = "kompass.conversation";
const TIMEOUT_MS = 30000;

/** What went wrong, as a key of the text catalogue: "unavailable", "offline", "gone" or "refused" (then `detail` says why). */
export class ChatError extends Error {
  constructor(kind, detail = "") {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
  }
}

export class Chat {
  #base;
  #storage;

  constructor(base = "", storage = window.sessionStorage) {
    this.#base = base;
    this.#storage = storage;
  }

  get conversationId() {
    return this.#storage.getItem(KEY);
  }

  /** Send one message; resolves with the reply of the HTTP contract. */
  async send(message, language) {
    const body = { message, conversation_id: this.conversationId, language };
    const reply = await this.#call("POST", "/api/chat", language, body);
    this.#storage.setItem(KEY, reply.conversation_id);
    return reply;
  }

  /** The turns of this tab's conversation; none when there is no conversation, or no longer. */
  async restore(language) {
    if (!this.conversationId) return [];
    try {
      return (await this.#call("GET", `/api/conversations/${this.conversationId}`, language)).turns;
    } catch (error) {
      if (error.kind === "gone") return [];
      throw error;
    }
  }

  /** Delete the conversation everywhere; one that is gone already counts as deleted. */
  async remove(language) {
    try {
      await this.#call("DELETE", `/api/conversations/${this.conversationId}`, language);
    } catch (error) {
      if (error.kind !== "gone") throw error;
    }
    this.#storage.removeItem(KEY);
  }

  /** Say whether a reply helped: verdict "up" or "down". */
  async rate(turnId, verdict, language) {
    await this.#call("POST", `/api/turns/${turnId}/feedback`, language, { verdict, comment: null });
  }

  async #call(method, path, language, body) {
    let response;
    try {
      response = await fetch(this.#base + path, {
        method,
        headers: { "Accept": "application/json", "Accept-Language": language, ...(body && { "Content-Type": "application/json" }) },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return response.status === 204 ? null : await response.json();
    } catch {
      throw new ChatError("offline");
    }
    throw this.#problem(response.status, await response.json().catch(() => ({})));
  }

  #problem(status, problem) {
    if (problem.conversation_id) this.#storage.setItem(KEY, problem.conversation_id);
    if (status === 404) {
      if (problem.type?.endsWith(":conversation-not-found")) this.#storage.removeItem(KEY);
      return new ChatError("gone");
    }
    return status >= 500 ? new ChatError("unavailable") : new ChatError("refused", problem.detail);
  }
}
