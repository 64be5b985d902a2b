/* Finds the number that the server hid, so that nobody has to read a picture. The answer goes into a
   hidden field; without it the report is received all the same and looked at by a person. Written with
   our own SHA-256 because the browser's is missing on pages served without TLS. */
"use strict";

(function () {
  const K = new Uint32Array(64);
  const START = new Uint32Array(8);

  (function constants() {
    let found = 0;
    for (let candidate = 2; found < 64; candidate += 1) {
      let prime = true;
      for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) {
        if (candidate % divisor === 0) { prime = false; break; }
      }
      if (!prime) { continue; }
      if (found < 8) { START[found] = (Math.sqrt(candidate) % 1) * 0x100000000; }
      K[found] = (Math.cbrt(candidate) % 1) * 0x100000000;
      found += 1;
    }
  })();

  function rotate(word, by) { return (word >>> by) | (word << (32 - by)); }

  function sha256(text) {
    const bytes = new TextEncoder().encode(text);
    const size = ((bytes.length + 8) >> 6) + 1;
    const block = new Uint8Array(size * 64);
    block.set(bytes);
    block[bytes.length] = 0x80;
    const view = new DataView(block.buffer);
    view.setUint32(block.length - 4, bytes.length * 8);
    const hash = START.slice();
    const w = new Uint32Array(64);
    for (let offset = 0; offset < block.length; offset += 64) {
      for (let i = 0; i < 16; i += 1) { w[i] = view.getUint32(offset + i * 4); }
      for (let i = 16; i < 64; i += 1) {
        const s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i += 1) {
        const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      const next = [a, b, c, d, e, f, g, h];
      for (let i = 0; i < 8; i += 1) { hash[i] += next[i]; }
    }
    return Array.from(hash, (word) => word.toString(16).padStart(8, "0")).join("");
  }

  function solve(form, field, status) {
    const { proofChallenge: challenge, proofSalt: salt, proofSignature: signature, proofAlgorithm: algorithm } = form.dataset;
    const last = Number(form.dataset.proofMax);
    let number = 0;
    status.hidden = false;
    status.textContent = status.dataset.working;
    function some() {
      // Short turns, so that the page stays usable on a slow phone.
      for (const stop = Math.min(number + 500, last + 1); number < stop; number += 1) {
        if (sha256(salt + number) === challenge) {
          field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
          status.textContent = status.dataset.ready;
          return;
        }
      }
      if (number <= last) { setTimeout(some, 0); }
    }
    some();
  }

  for (const form of document.querySelectorAll("form[data-proof]")) {
    const field = form.querySelector('input[name="proof"]');
    const status = form.querySelector("[data-proof-status]");
    form.querySelector("[data-proof-without]").hidden = true;
    solve(form, field, status);
    // Whoever sends before the number is found waits for it: the report then needs no look by a person.
    let sending = false;
    form.addEventListener("submit", (event) => {
      if (sending) { event.preventDefault(); return; }
      if (event.submitter && event.submitter.value !== "send") { return; }
      if (field.value) { sending = true; return; }
      event.preventDefault();
      const submitter = event.submitter;
      const timer = setInterval(() => {
        if (!field.value) { return; }
        clearInterval(timer);
        form.requestSubmit(submitter);
      }, 100);
    });
    window.addEventListener("pageshow", () => { sending = false; });
  }
})();
