"""`python -m benches.tiny_model FILE`: a language model of half a megabyte with random weights, enough to make a server speak its protocol. Needs the package gguf."""
from __future__ import annotations

import sys
from pathlib import Path

import gguf
import numpy as np

WIDTH, LAYERS, HEADS, FEED, CONTEXT = 64, 2, 4, 128, 2048
WORDS = "的一是我你他她不还钱了在有这个人们来到说要去就会也没能和呢吧嗯好行月号元银行卡"
SEED = 7


def vocabulary() -> tuple[list[bytes], list[float], list[int]]:
    """Control tokens, all bytes, printable ASCII and some Chinese characters."""
    kinds = gguf.TokenType
    tokens: list[tuple[bytes, float, int]] = [(b"<unk>", 0.0, kinds.UNKNOWN), (b"<s>", 0.0, kinds.CONTROL), (b"</s>", 0.0, kinds.CONTROL)]
    tokens += [(f"<0x{value:02X}>".encode(), 0.0, kinds.BYTE) for value in range(256)]
    tokens += [(("\u2581" if code == 32 else chr(code)).encode(), -float(number), kinds.NORMAL) for number, code in enumerate(range(32, 127))]
    tokens += [(char.encode(), -100.0 - number, kinds.NORMAL) for number, char in enumerate(dict.fromkeys(WORDS))]
    return [token for token, _, _ in tokens], [score for _, score, _ in tokens], [int(kind) for _, _, kind in tokens]


def write(path: Path) -> None:
    """Write the file; the same bytes every time."""
    rng = np.random.default_rng(SEED)
    tokens, scores, kinds = vocabulary()
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_block_count(LAYERS)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(FEED)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)

    def noise(*shape: int) -> np.ndarray:
        return rng.normal(0.0, 0.15, shape).astype(np.float32)

    writer.add_tensor("token_embd.weight", noise(len(tokens), WIDTH))
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, dtype=np.float32))
    writer.add_tensor("output.weight", noise(len(tokens), WIDTH))
    for layer in range(LAYERS):
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(WIDTH, dtype=np.float32))
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", noise(WIDTH, WIDTH))
        for name in ("ffn_gate", "ffn_up"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", noise(FEED, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_down.weight", noise(WIDTH, FEED))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
