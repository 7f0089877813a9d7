// Owns sending JSON to an address of the server and reading its answer; nothing here knows what is sent.

/**
 * @template T
 * @param {string} url
 * @param {object} body
 * @param {string} lost what is said where no answer came, or one without a message
 * @returns {Promise<T | { message: string }>} the answer, or why it was refused
 */
export async function post(url, body, lost) {
  try {
    const headers = { "content-type": "application/json", accept: "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    const answer = await response.json();
    return response.ok ? answer : { message: answer.message || lost };
  } catch {
    return { message: lost };
  }
}
