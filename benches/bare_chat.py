"""The bare Streamlit chat app that the call screen is compared with: history in the session, a fixed reply."""
import streamlit as st

history = st.session_state.setdefault("history", [])
line = st.chat_input("line")
if line:
    history += [("user", line), ("assistant", "嗯，你说。")]
for who, words in history:
    with st.chat_message(who):
        st.write(words)
