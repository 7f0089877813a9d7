// Near matches of the glossary, and what it offers while a word is typed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, glossaryOf, near, offered } from "../../../web/core/glossary.js";

const glossary = glossaryOf(["Sherry DeFranzo", "Chinden Boulevard", "Muñoz", "Jefferson", "Ada"]);

/** @param {string} text */
const terms = (text) => near(glossary, text).map((one) => [one.text, one.term]);

test("what comes close to a term is found, whatever its blanks, capitals and accents", () => {
  assert.deepEqual(terms("My name is Sherry De Franso."), [
    ["Sherry De Franso", "Sherry DeFranzo"],
  ]);
  assert.deepEqual(terms("On chinden bulevard, Mr. Munoz"), [
    ["chinden bulevard", "Chinden Boulevard"],
    ["Munoz", "Muñoz"],
  ]);
  assert.deepEqual(terms("Jeffersen’s trees"), [["Jeffersen", "Jefferson"]]);
});

test("what is spelt like the term, or far from it, is left alone", () => {
  assert.deepEqual(terms("Sherry DeFranzo of Chinden Boulevard, and Jefferson’s"), []);
  assert.deepEqual(terms("The trees on our street; Ida, and jeopardy"), []);
  assert.deepEqual(terms(""), []);
});

test("where it is says exactly which letters", () => {
  const text = "So Jeffersin it is";
  const [one] = near(glossary, text);
  assert.ok(one);
  assert.equal(text.slice(0, one.from) + one.term + text.slice(one.to), "So Jefferson it is");
});

test("every spelling with few enough changes is found, wherever they are", () => {
  const word = "Hammerschlag";
  const only = glossaryOf([word]);
  for (let at = 0; at < word.length; at += 1) {
    for (let to = at; to < word.length; to += 1) {
      const letters = [...word];
      letters[at] = "q";
      letters[to] = "q";
      assert.equal(near(only, letters.join(""))[0]?.term, word);
    }
  }
});

test("distance counts letters put in, left out or changed, and gives up beyond the most", () => {
  assert.equal(distance("kitten", "sitting", 3), 3);
  assert.equal(distance("kitten", "sitting", 2), undefined);
  assert.equal(distance("a", "a", 0), 0);
});

test("two thousand terms and a hundred lines take no time that anybody notices", () => {
  const many = glossaryOf(
    Array.from({ length: 2_000 }, (_, at) => `Name${(at * 7919) % 99991} Street`),
  );
  const line =
    "We ask for one more hearing before you vote on the ordinance about trees and streets";
  const began = performance.now();
  for (let at = 0; at < 100; at += 1) near(many, `${line} ${at}`);
  assert.ok(performance.now() - began < 2_000);
});

test("a term is offered once three of its letters are typed, from where it would begin", () => {
  assert.deepEqual(offered(glossary, "I live on Chin"), [{ from: 10, term: "Chinden Boulevard" }]);
  assert.deepEqual(offered(glossary, "She is Sherry de"), [{ from: 7, term: "Sherry DeFranzo" }]);
  assert.deepEqual(offered(glossary, "I live on Ch"), []);
  assert.deepEqual(offered(glossary, "Chinden "), []);
});
