// GIFT as a parser reads it that is not ours: every question is one, with the answers and shares that it should have.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { parse } from 'gift-pegjs';

const text = readFileSync(new URL('../data/exercises.gift', import.meta.url), 'utf8');
const questions = parse(text).filter(({ type }) => type !== 'Category');

test('each exercise is a question of its kind', () => {
    assert.equal(questions.length, (text.match(/^::/gm) ?? []).length);
    const templates = new Set(questions.map(({ title }) => title.split('-')[0]));
    assert.ok(templates.size >= 15, `${templates.size} templates`);
    assert.equal(questions.length % templates.size, 0);
    for (const { type, title } of questions) assert.match(type, /^(Numerical|MC)$/, title);
});

test('the right number is worth everything, a known mistake nothing', () => {
    for (const { title, choices } of questions.filter(({ type }) => type === 'Numerical')) {
        const [first] = choices;
        assert.ok(first.isCorrect, title);
        assert.equal(first.weight ?? 100, 100, title);
        assert.ok(first.text.number > 0, title);
        const wrong = choices.filter(({ weight }) => weight === 0);
        assert.ok(wrong.length > 0, title);
        for (const { text, feedback } of wrong) {
            assert.ok(Math.abs(text.number - first.text.number) > first.text.range, title);
            assert.ok(feedback.text.length > 0, title);
        }
    }
});

test('of choices the right ones share everything', () => {
    for (const { title, choices } of questions.filter(({ type }) => type === 'MC')) {
        const worth = choices.map(({ weight, isCorrect }) => weight ?? (isCorrect ? 100 : 0));
        const sum = worth.filter((share) => share > 0).reduce((sum, share) => sum + share, 0);
        assert.ok(Math.abs(sum - 100) < 0.001, `${title}: ${worth}`);
        for (const [place, { feedback }] of choices.entries()) assert.equal(feedback === null, worth[place] > 0, title);
    }
});

test('a seed stays in its place', () => {
    const seeds = new Set(questions.map(({ title }) => title.replace(/^g\d+\.\d+-/, '')));
    assert.ok(seeds.has('a::b{#=%50%1}'), [...seeds].join());
    assert.ok(seeds.has('</text>]]><script>'), [...seeds].join());
});
