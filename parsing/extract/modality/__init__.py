"""What a report says was done, and what it demands or plans: by its genre, its layout and its words.

``genre`` tells notices, which demand throughout, from news. ``setting`` reads the layout: what section or speech a
sentence is a part of. ``status`` reads the words of one sentence in that setting, and says from where on it demands.
"""
